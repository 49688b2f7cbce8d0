/** The commands of {@code ./keyferry}: options in, printed lines and an exit code out. */
package org.keyferry.local.command;
