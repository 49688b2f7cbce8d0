/**
 * Revision tokens: what lets the phone that submitted keys, and nobody else, change their report.
 */
package org.keyferry.submission.revision;
