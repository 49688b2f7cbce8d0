/** The command line, and a whole backend on one machine. */
package org.keyferry.local;
