/** Where records go that go no further. */
package org.keyferry.processor.reject;
