/** The form of answers that are no files. */
package org.keyferry.federation.gateway.answer;
