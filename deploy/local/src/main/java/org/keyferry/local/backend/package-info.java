/** Starts the processes of a whole backend on one machine, watches them, and stops them all. */
package org.keyferry.local.backend;
