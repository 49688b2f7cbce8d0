/** The federation API of the exposure notifications server (ENS), which gRPC carries. */
package org.keyferry.wire.ens;
