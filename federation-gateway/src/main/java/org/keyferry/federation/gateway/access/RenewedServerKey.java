package org.keyferry.federation.gateway.access;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.keyferry.federation.gateway.access.ServerKeyFiles.Written;
import org.keyferry.wire.settings.InvalidSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate as its files have it: when they change, the next handshake shows the new
 * one, and those that are under way end with the one that they began with. Files that are half
 * written, or of no use, change nothing.
 *
 * <p>in: PEM files; out: certificate and key of handshakes
 */
final class RenewedServerKey extends X509ExtendedKeyManager {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedServerKey.class);

  private final ServerKeyFiles files;

  /** By the alias under which a handshake knows it. One more each time that the files change. */
  private final Map<String, ServerKey> keys = new ConcurrentHashMap<>();

  private Written read;
  private String current;

  /**
   * @throws InvalidSetting if the files are of no use
   */
  RenewedServerKey(ServerKeyFiles files) {
    this.files = files;
    this.read = written(null);
    take(files.read());
  }

  private Written written(Written otherwise) {
    try {
      return files.written();
    } catch (IOException e) {
      // Being replaced, perhaps: the one that is known is as good as before.
      return otherwise;
    }
  }

  private void take(ServerKey key) {
    current = String.valueOf(keys.size());
    keys.put(current, key);
  }

  private synchronized String renewed() {
    Written now = written(read);
    if (!now.equals(read)) {
      read = now;
      try {
        take(files.read());
        LOG.info("the server's certificate was replaced");
      } catch (InvalidSetting e) {
        LOG.atError()
            .addKeyValue("problem", e.getMessage())
            .log("the server's new certificate is of no use; the one before is shown");
      }
    }
    return current;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    String alias = renewed();
    return keys.get(alias).key().getAlgorithm().equals(keyType) ? alias : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.get(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.get(alias).key();
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[] {renewed()};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[] {renewed()};
  }

  /** Whoever we ask is shown the same certificate. */
  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    String alias = renewed();
    String own = keys.get(alias).key().getAlgorithm();
    return Arrays.asList(keyType).contains(own) ? alias : null;
  }
}
