package org.keyferry.federation.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

/** A request as if nobody had said anything of certificates: what is known of them is decided. */
final class WithoutClientCert extends HttpServletRequestWrapper {
  private static final Set<String> HIDDEN =
      Set.of(
          ClientCertHeader.CERTIFICATE.toLowerCase(Locale.ROOT),
          ClientCertHeader.CHAIN.toLowerCase(Locale.ROOT));

  WithoutClientCert(HttpServletRequest request) {
    super(request);
  }

  private static boolean hides(String name) {
    return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String getHeader(String name) {
    return hides(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return hides(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(name -> !hides(name)).toList());
  }
}
