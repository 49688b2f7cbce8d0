/**
 * CCF1, filters over what infected people's devices broadcast, as docs/ccf1.md lays them out: binary
 * fuse, cuckoo and Golomb-coded ones, of equal bytes for equal items.
 */
package org.keyferry.wire.filter;
