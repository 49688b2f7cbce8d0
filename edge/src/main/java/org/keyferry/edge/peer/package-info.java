/** The peers document, as apps that have a Spring context follow it. */
package org.keyferry.edge.peer;
