/** Whom to believe: certificates of connections and keys of signatures. */
package org.keyferry.connector.trust;
