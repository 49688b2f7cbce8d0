/** Everything that leaves the phone: requests that are the same for everybody. */
package org.keyferry.client.fetch;
