/** The signing keys of a running backend, and what operators decide of them. */
package org.keyferry.local.keys;
