package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

class VerifyTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final SigningKeyId NAME = new SigningKeyId("204", "v7");

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();
  private Path file;
  private Path key;

  @BeforeEach
  void write() throws IOException, UnusableKeyFile {
    KeyPair pair = SigningKeys.generate();
    key = directory.resolve("public.pem");
    SigningKeys.writePublic(key, pair.getPublic());
    Path privateKey = directory.resolve("private.pem");
    SigningKeys.writePrivate(privateKey, pair.getPrivate());
    file = directory.resolve("export.zip");
    var header = ExportHeader.single(BatchWindow.ofEpochSeconds(0, 7200), new Region("NL"));
    try (var out = Files.newOutputStream(file);
        var export =
            new ExportWriter(List.of(PemSigner.read(NAME, privateKey))).open(out, header)) {
      export.finish();
    }
  }

  @Test
  void aFileIsVerifiedByTheKeyThatSignedIt() {
    assertThat(verify(key)).as(printed.toString()).isEqualTo(DONE);
    assertThat(printed.toString()).contains("signed by 204-v7");
  }

  @Test
  void ofSeveralKeysAnyMayHaveSigned() throws IOException {
    Path announced = directory.resolve("announced.pem");
    SigningKeys.writePublic(announced, SigningKeys.generate().getPublic());
    Path all = directory.resolve("all.pem");
    Files.writeString(all, Files.readString(announced) + Files.readString(key));

    assertThat(verify(all)).as(printed.toString()).isEqualTo(DONE);
  }

  @Test
  void anotherKeyIsToldApartAndTheSignerIsNamed() throws IOException {
    Path another = directory.resolve("another.pem");
    SigningKeys.writePublic(another, SigningKeys.generate().getPublic());

    assertThat(verify(another)).isEqualTo(FAILED);
    assertThat(printed.toString())
        .contains("expected one by the key in " + another)
        .contains("another key signed, or the file was changed since; the file names 204-v7");
  }

  private int verify(Path with) {
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine()
        .setOut(writer)
        .setErr(writer)
        .execute("verify", file.toString(), "--key", with.toString());
  }
}
