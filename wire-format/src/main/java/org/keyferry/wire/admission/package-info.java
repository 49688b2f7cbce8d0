/** The rules that a key must pass, shared by the gateway and the processor. */
package org.keyferry.wire.admission;
