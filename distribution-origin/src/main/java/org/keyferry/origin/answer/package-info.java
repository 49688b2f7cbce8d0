/** Answers as RFC 9110 has them. */
package org.keyferry.origin.answer;
