/** Looks for what no log and no metric may tell. */
package org.keyferry.systemtests.privacy;
