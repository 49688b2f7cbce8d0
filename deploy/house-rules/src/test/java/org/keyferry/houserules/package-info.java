/** The gates that look at the whole tree. */
package org.keyferry.houserules;
