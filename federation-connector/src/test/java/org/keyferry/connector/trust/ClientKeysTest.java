package org.keyferry.connector.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;

class ClientKeysTest {
  @TempDir private Path directory;
  private final Certificates certificates = new Certificates();
  private final ClientKeys keys = new ClientKeys();

  @Test
  @Tag("N16")
  void fileIsReadOnceForAllPeers() throws IOException {
    Path file = certificates.writeKey(directory.resolve("client.p12"), "NL");

    var first = keys.of(new ClientCertificate(file, Certificates.PASSWORD));

    assertThat(keys.of(new ClientCertificate(file, Certificates.PASSWORD))).isSameAs(first);
  }

  @Test
  void fileThatHasChangedIsReadAgain() throws IOException {
    Path file = certificates.writeKey(directory.resolve("client.p12"), "NL");
    var certificate = new ClientCertificate(file, Certificates.PASSWORD);
    var first = keys.of(certificate);

    certificates.writeKey(file, "NL renewed");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));

    assertThat(keys.of(certificate)).isNotSameAs(first);
  }

  @Test
  void fileThatCouldNeverBeUsedIsRefusedEachTimeUntilItCan() throws IOException {
    Path file = directory.resolve("client.p12");
    var certificate = new ClientCertificate(file, Certificates.PASSWORD);
    assertThatThrownBy(() -> keys.of(certificate)).isInstanceOf(UnusableCertificate.class);
    assertThatThrownBy(() -> keys.of(certificate)).isInstanceOf(UnusableCertificate.class);

    certificates.writeKey(file, "NL");

    assertThat(keys.of(certificate)).isNotEmpty();
  }
}
