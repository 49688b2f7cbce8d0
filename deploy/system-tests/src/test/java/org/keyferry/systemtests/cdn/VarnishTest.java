package org.keyferry.systemtests.cdn;

import java.net.URI;

/** {@code deploy/varnish}. */
class VarnishTest extends CacheContract {
  @Override
  CacheServer start(URI origin) {
    return CacheServer.varnish(origin);
  }
}
