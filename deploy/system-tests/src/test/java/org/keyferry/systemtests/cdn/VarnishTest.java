package org.keyferry.systemtests.cdn;

import java.net.URI;

/** {@code deploy/varnish}. */
class VarnishTest extends CacheContract {
  @Override
  int hundredsOfGets() {
    return 1_000;
  }

  @Override
  CacheServer start(URI origin) {
    return CacheServer.varnish(origin);
  }
}
