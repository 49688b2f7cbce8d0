package org.keyferry.bench.origin;

/**
 * One kind of request.
 *
 * @param name what reports call it
 * @param path what is asked for
 * @param conditional whether the client has it already
 * @param wrk asks
 */
record OriginLoad(String name, String path, boolean conditional, Wrk wrk) {}
