/** Which regions a phone follows, and where they are. Nobody else learns of it. */
package org.keyferry.client.region;
