/** {@code ./keyferry bench}: how fast the parts are, each beside the limit of its kind. */
package org.keyferry.bench;
