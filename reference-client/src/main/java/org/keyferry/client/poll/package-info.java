/** When a phone polls. */
package org.keyferry.client.poll;
