/**
 * What a stranger finds through the index: shares no code with what wrote it, so that the two can't
 * be wrong together.
 */
package org.keyferry.systemtests.download;
