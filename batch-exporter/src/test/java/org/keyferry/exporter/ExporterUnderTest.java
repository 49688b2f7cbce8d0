package org.keyferry.exporter;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.export.SigningKeys;

/** The command line of an exporter for tests, and the key that it signs with. */
public record ExporterUnderTest(
    String bootstrapServers, URI store, Path directory, List<String> further) {

  /** As {@code --name=value}. Makes a signing key in the directory if there is none. */
  public String[] arguments() throws IOException {
    Path privateKey = directory.resolve("private.pem");
    if (Files.notExists(privateKey)) {
      var pair = SigningKeys.generate();
      SigningKeys.writePrivate(privateKey, pair.getPrivate());
      SigningKeys.writePublic(publicKey(), pair.getPublic());
    }
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--keyferry.kafka.bootstrap-servers=" + bootstrapServers,
                "--keyferry.kafka.properties[session.timeout.ms]=6000",
                "--keyferry.topics.replication-factor=1",
                "--keyferry.topics.key-partitions=1",
                "--keyferry.topics.feed-partitions=1",
                "--keyferry.s3.endpoint=" + store,
                "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
                "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY,
                "--keyferry.s3.timeout=5s",
                "--keyferry.exporter.retention=30d",
                "--keyferry.exporter.spool-directory=" + spool(),
                "--keyferry.exporter.signing-keys[0].id=204",
                "--keyferry.exporter.signing-keys[0].private-key-file=" + privateKey));
    arguments.addAll(further);
    return arguments.toArray(String[]::new);
  }

  /** Where it spools. */
  public Path spool() {
    return directory.resolve("spool");
  }

  /** The public key of what it signs. */
  public Path publicKey() {
    return directory.resolve("public.pem");
  }
}
