/**
 * Lets days pass for the processes of a backend, and looks for keys in everything that they keep.
 */
package org.keyferry.systemtests.days;
