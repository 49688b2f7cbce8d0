/** What commands print. */
package org.keyferry.local.text;
