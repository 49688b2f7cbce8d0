/** Reads and writes topics past the apps. */
package org.keyferry.systemtests.topic;
