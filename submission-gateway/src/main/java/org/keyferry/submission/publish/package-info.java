/** An upload's way from the request's bytes to the keys that it may submit, and the reply. */
package org.keyferry.submission.publish;
