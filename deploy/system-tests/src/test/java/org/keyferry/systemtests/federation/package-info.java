/** Backends that exchange keys through hubs: real workers, real hubs, real certificates. */
package org.keyferry.systemtests.federation;
