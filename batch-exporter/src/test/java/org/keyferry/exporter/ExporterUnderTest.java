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

  private static final String SIGNING_KEY = "--keyferry.exporter.signing-keys[0].";

  /**
   * As {@code --name=value}. Unless a further argument says where the signing key is, it is in the
   * directory, and made if it is not there.
   */
  public String[] arguments() throws IOException {
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
                "--keyferry.exporter.retention=22d",
                "--keyferry.exporter.spool-directory=" + spool(),
                SIGNING_KEY + "id=204"));
    if (further.stream().noneMatch(argument -> argument.startsWith(SIGNING_KEY))) {
      arguments.add(SIGNING_KEY + "private-key-file=" + privateKey());
    }
    arguments.removeIf(argument -> further.stream().anyMatch(each -> replaces(each, argument)));
    arguments.addAll(further);
    return arguments.toArray(String[]::new);
  }

  private static boolean replaces(String other, String argument) {
    return other.startsWith(argument.substring(0, argument.indexOf('=') + 1));
  }

  private Path privateKey() throws IOException {
    Path file = directory.resolve("private.pem");
    if (Files.notExists(file)) {
      var pair = SigningKeys.generate();
      SigningKeys.writePrivate(file, pair.getPrivate());
      SigningKeys.writePublic(publicKey(), pair.getPublic());
    }
    return file;
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
