/** The document of peers as operators make, change and publish it. */
package org.keyferry.local.peers;
