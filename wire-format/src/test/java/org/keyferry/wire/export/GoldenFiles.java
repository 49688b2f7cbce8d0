package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyferry.wire.feed.BatchWindow;

/**
 * How the files in {@code export/golden} were made, by running {@link #main} with that folder once.
 * They are never changed: a changed format is another version with files of its own.
 */
final class GoldenFiles {
  private GoldenFiles() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    Files.write(folder.resolve("google-example.zip"), googleExample());
    Files.write(folder.resolve("two-signers.zip"), twoSigners(TestKey.FIRST, TestKey.SECOND));
    for (var key : List.of(TestKey.FIRST, TestKey.SECOND, TestKey.THIRD)) {
      SigningKeys.writePublic(folder.resolve("public-" + key.keyId() + ".pem"), key.publicKey());
    }
  }

  /** The example of Google's server, whose keys have 3 bytes. */
  static byte[] googleExample() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var file = new OpenExport(out, List.of(TestKey.THIRD.signer()), 1)) {
      var window = BatchWindow.ofEpochSeconds(1_588_291_200, 1_588_294_800);
      file.begin(window, "US", List.of(TestKey.THIRD.keyId()));
      file.add(withOnset(fields("ABC", 8, 18, 0, 2), 0));
      file.add(withOnset(fields("DEF", 1, 118, 1, 1), -1));
      file.add(withOnset(fields("GHI", 5, 118, 1, 3), -1));
      file.addRevised(fields("123", 4, 100, 144, 5));
      file.finish();
    }
    return out.toByteArray();
  }

  /** Thirty keys and two revised ones, signed by the given keys. */
  static byte[] twoSigners(TestKey... keys) throws IOException {
    return thirtyKeys(List.of(keys).stream().map(TestKey::signer).toList());
  }

  static byte[] thirtyKeys(List<? extends ExportSigner> signers) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var file = new ExportWriter(signers).open(out, SampleKeys.HEADER)) {
      for (int i = 1; i <= 30; i++) {
        file.add(SampleKeys.key(i));
      }
      file.addRevised(SampleKeys.key(40));
      file.addRevised(SampleKeys.key(41));
      file.finish();
    }
    return out.toByteArray();
  }

  private static KeyFields fields(String data, int risk, int start, int period, int reportType) {
    var key = new KeyFields();
    key.clear();
    key.data = data.getBytes(US_ASCII);
    key.risk = risk;
    key.start = start;
    key.period = period;
    key.reportType = reportType;
    return key;
  }

  private static KeyFields withOnset(KeyFields key, int days) {
    key.onsetKnown = true;
    key.daysSinceOnset = days;
    return key;
  }
}
