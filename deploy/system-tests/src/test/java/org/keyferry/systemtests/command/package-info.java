/** The command line as a user types it. */
package org.keyferry.systemtests.command;
