package org.keyferry.edge.store;

/**
 * How a store wants an ETag in {@code If-Match}: stores differ, and {@link StoreProbe} finds out.
 */
public enum EtagForm {
  /** With double quotes, as RFC 9110 says. */
  QUOTED {
    @Override
    String header(String etag) {
      return '"' + etag + '"';
    }
  },
  /** Without; some releases of Ceph compare the header with the bare digest. */
  UNQUOTED {
    @Override
    String header(String etag) {
      return etag;
    }
  };

  /** The header's value for an ETag without quotes. */
  abstract String header(String etag);
}
