package org.keyferry.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportSummary;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.StoredSignature;
import org.keyferry.wire.export.VerifiedExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry verify}: whether a key signed an export file, whoever wrote it.
 *
 * <p>in: zip and public key; out: one line, exit code 0 if the file is whole and signed
 */
@Command(
    name = "verify",
    description = "Checks that an export file is whole and signed by a key.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE.zip", description = "The export file.")
  private Path file;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PUBLIC.pem",
      description =
          "The public key, P-256 in PEM, such as data/signing/public.pem; of several in a file any"
              + " may have signed.")
  private Path key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedExport, ExportRefused {
    var verified = verify(SigningKeys.readAllPublic(key));
    ExportSummary contents = verified.contents();
    spec.commandLine()
        .getOut()
        .println(
            "verified "
                + file
                + ": signed by "
                + verified.verifiedBy().getFirst()
                + ", region "
                + contents.region()
                + ", "
                + contents.window()
                + ", "
                + contents.keys()
                + " keys, "
                + contents.revisedKeys()
                + " revised");
    return ExitCode.OK;
  }

  /** The file may call the key what it likes: each name that it uses is tried. */
  private VerifiedExport verify(List<ECPublicKey> keys)
      throws IOException, MalformedExport, ExportRefused {
    var names = namesInFile().keySet();
    for (SigningKeyId name : names) {
      for (ECPublicKey each : keys) {
        try (InputStream zip = Files.newInputStream(file)) {
          return new ExportVerifier(Map.of(name, each))
              .verify(zip, file.toString(), new IgnoredKeys());
        } catch (ExportRefused e) {
          // That name is another key's, or all of them are; told below.
        }
      }
    }
    throw new ExportRefused(
        new Problem(
            "signature",
            file.toString(),
            "one by the key in " + key,
            names.isEmpty()
                ? "no signature"
                : "none by it: another key signed, or the file was changed since; the file names "
                    + names.stream()
                        .map(SigningKeyId::toString)
                        .collect(Collectors.joining(", "))));
  }

  private Map<SigningKeyId, StoredSignature> namesInFile() throws IOException, MalformedExport {
    Map<SigningKeyId, StoredSignature> names = new LinkedHashMap<>();
    try (InputStream zip = Files.newInputStream(file)) {
      new ExportReader()
          .read(zip, file.toString(), new IgnoredKeys())
          .signatures()
          .forEach(signature -> names.put(signature.keyId(), signature));
    }
    return names;
  }
}
