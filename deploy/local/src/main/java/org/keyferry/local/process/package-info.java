/** The processes of a local backend, each the main class of a JVM of its own. */
package org.keyferry.local.process;
