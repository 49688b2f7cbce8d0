package org.keyferry.federation.gateway.access;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;

/**
 * The JDK's TLS with key and trust that follow files and the peers document, in the form in which
 * Tomcat takes it. Tomcat's own would read a store once.
 */
final class ServerTls implements org.apache.tomcat.util.net.SSLContext {
  /**
   * Whoever resumes a session is not asked for a certificate again: no session lives longer than it
   * may take for a change of the peers document to hold.
   */
  private static final int SESSION_SECONDS = 30;

  private final SSLContext tls;
  private final X509KeyManager keys;

  ServerTls(X509KeyManager keys, ClientTrust trust) {
    try {
      this.keys = keys;
      this.tls = SSLContext.getInstance("TLS");
      tls.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      tls.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  @Override
  public void init(KeyManager[] keyManagers, TrustManager[] trustManagers, SecureRandom random) {
    throw new UnsupportedOperationException("it has its own");
  }

  @Override
  public void destroy() {
    // Nothing is held.
  }

  @Override
  public SSLSessionContext getServerSessionContext() {
    return tls.getServerSessionContext();
  }

  @Override
  public SSLEngine createSSLEngine() {
    return tls.createSSLEngine();
  }

  @Override
  public SSLServerSocketFactory getServerSocketFactory() {
    return tls.getServerSocketFactory();
  }

  @Override
  public SSLParameters getSupportedSSLParameters() {
    return tls.getSupportedSSLParameters();
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
