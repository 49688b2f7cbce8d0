/** The formats of the interoperability server of the United Kingdom and Ireland. */
package org.keyferry.wire.interop;
