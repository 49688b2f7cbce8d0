/** How keys of sealed batches are uploaded to hubs. */
package org.keyferry.connector.push;
