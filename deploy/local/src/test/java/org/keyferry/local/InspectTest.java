package org.keyferry.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.EphemeralIdRecord;
import org.keyferry.wire.edi.RecordKind;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.filter.FilterBuilder;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectTest {
  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final BatchWindow WINDOW = BatchWindow.ofEpochSeconds(0, 7200);
  private static final BatchStamp STAMP = BatchStamp.of(7, WINDOW, new Region("NL"));

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();

  @Tag("U2")
  @Test
  void exportFileShowsWhatItsKeysCostInEachFormat() throws Exception {
    Path zip = export(100);
    JsonNode formats = json(zip).get("formats");
    assertThat(formats.valueStream().map(each -> each.get("format").asString()))
        .containsExactly(
            "key bytes alone",
            "export.bin",
            "export zip",
            "EDI1",
            "EDI1, gzip",
            "CCF1, identifiers, 32 bits");
    assertThat(formats.get(0).get("bytes").asLong()).isEqualTo(1_600);
    assertThat(formats.get(2).get("bytes").asLong()).isEqualTo(Files.size(zip));
    assertThat(formats.get(3).get("bytes").asLong()).isEqualTo(96 + 100 * 28);
    assertThat(formats.get(3).get("bytesPerKey").asDouble()).isEqualTo(28.96);
  }

  @Test
  void exportFileWithoutKeysHasNoBytesPerKey() throws Exception {
    assertThat(execute(export(0))).isEqualTo(DONE);
    assertThat(printed.toString()).contains("THE SAME KEYS AS", "EDI1");
  }

  @Test
  void listShowsItsRecords() throws Exception {
    Path file = list();
    assertThat(execute(file, "--keys")).as(printed.toString()).isEqualTo(DONE);
    assertThat(printed.toString())
        .contains("EDI1, records EPHEMERAL_ID", "records       1", "(checked)", "4711");
  }

  @Test
  void listIsJsonToo() throws Exception {
    JsonNode edi = json(list());
    assertThat(edi.get("format").asString()).isEqualTo("EDI1");
    assertThat(edi.get("records").asLong()).isEqualTo(1);
    assertThat(edi.has("content")).isFalse();
  }

  @Test
  void filterShowsWhatAnItemCosts() throws Exception {
    JsonNode filter = json(filter());
    assertThat(filter.get("kind").asString()).isEqualTo("GOLOMB");
    assertThat(filter.get("items").asLong()).isEqualTo(1_000);
    assertThat(filter.get("bitsPerItem").asDouble()).isBetween(17.0, 18.0);
    assertThat(execute(filter())).isEqualTo(DONE);
    assertThat(printed.toString()).contains("CCF1, GOLOMB", "1000 of kind PROXIMITY_ID");
  }

  @Test
  void changedListIsRefusedWithWhatIsWrong() throws Exception {
    Path file = list();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes);
    assertThat(execute(file)).isEqualTo(REFUSED);
    assertThat(printed.toString()).contains("digest in " + file).doesNotContain("\tat ");
  }

  @Test
  void cutFilterIsRefusedWithWhatIsWrong() throws Exception {
    Path file = filter();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(execute(file)).isEqualTo(REFUSED);
    assertThat(printed.toString()).contains("length in " + file + "!body");
  }

  @Test
  void textIsNoneOfThem() throws Exception {
    Path file = Files.writeString(directory.resolve("x"), "neither");
    assertThat(execute(file)).isEqualTo(REFUSED);
    assertThat(printed.toString()).contains(file.toString()).doesNotContain("\tat ");
  }

  private Path export(int keys) throws IOException, UnusableKeyFile {
    Path key = directory.resolve("private.pem");
    SigningKeys.writePrivate(key, SigningKeys.generate().getPrivate());
    Path file = directory.resolve("export.zip");
    var signers = List.of(PemSigner.read(new SigningKeyId("204", "v1"), key));
    try (var out = Files.newOutputStream(file);
        var export =
            new ExportWriter(signers).open(out, ExportHeader.single(WINDOW, new Region("NL")))) {
      for (int i = 0; i < keys; i++) {
        export.add(key(i));
      }
      export.finish();
    }
    return file;
  }

  private static DiagnosisKey key(int number) {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    bytes[0] = (byte) number;
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(2_647_008),
        RollingPeriod.DAY,
        new TransmissionRisk(1),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }

  private Path list() throws IOException {
    Path file = directory.resolve("list.edi");
    try (var writer = EdiWriter.create(file, RecordKind.EPHEMERAL_ID, STAMP)) {
      writer.add(new EphemeralIdRecord(ByteString.copyFrom(new byte[16]), 4711));
      writer.finish();
    }
    return file;
  }

  private Path filter() throws IOException {
    var shape = new FilterShape(FilterKind.GOLOMB, 16, ItemKind.PROXIMITY_ID);
    var builder = new FilterBuilder(shape, STAMP, "197001010200");
    for (int i = 0; i < 1_000; i++) {
      byte[] item = new byte[32];
      item[i % 32] = (byte) (i / 32 + 1);
      builder.add(item);
    }
    Path file = directory.resolve("filter.ccf");
    try (var out = Files.newOutputStream(file)) {
      builder.build().writeTo(out);
    }
    return file;
  }

  private JsonNode json(Path file) {
    assertThat(execute(file, "--output", "json")).as(printed.toString()).isEqualTo(DONE);
    String json = printed.toString();
    printed.getBuffer().setLength(0);
    return JsonMapper.shared().readTree(json);
  }

  private int execute(Path file, String... options) {
    var arguments = new String[options.length + 2];
    arguments[0] = "inspect";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }
}
