/** Whom a phone believes, and what it takes for an attack. */
package org.keyferry.client.trust;
