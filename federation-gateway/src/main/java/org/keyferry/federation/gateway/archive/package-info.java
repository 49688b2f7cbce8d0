/** What was imported, as it came, for those who want to verify where it is from. */
package org.keyferry.federation.gateway.archive;
