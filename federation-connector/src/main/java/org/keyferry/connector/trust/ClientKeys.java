package org.keyferry.connector.trust;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;

/**
 * What is shown to peers. A file is read once for all of them, since its password makes that slow
 * on purpose, and once more when it has changed.
 */
public final class ClientKeys {
  private final Map<ClientCertificate, ChangingFiles<KeyManager[]>> read =
      new ConcurrentHashMap<>();

  /**
   * What the file has now.
   *
   * @throws UnusableCertificate if it can't be used, and never could
   */
  public KeyManager[] of(ClientCertificate certificate) {
    return read.computeIfAbsent(
            certificate, each -> new ChangingFiles<>(List.of(each.file()), each::keyManagers))
        .current();
  }
}
