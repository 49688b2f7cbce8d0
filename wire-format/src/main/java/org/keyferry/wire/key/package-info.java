/** Key types that can't hold an invalid value and never print key bytes. */
package org.keyferry.wire.key;
