/**
 * Every byte that leaves a process: protobuf events, the topic registry, key types, the export
 * file, signatures.
 */
package org.keyferry.wire;
