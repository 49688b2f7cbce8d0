/** A health authority for development: it certifies whatever it is asked to. */
package org.keyferry.local.authority;
