package org.keyferry.exporter.meta;

import com.nimbusds.jose.JWSObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.document.Authority;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.document.MetaDocument;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document whose value is a file of the operator's: the value itself, or a document that was
 * signed elsewhere. The file is read each time, so a change of it needs no restart.
 */
final class OperatorFile implements MetaSource {
  private static final int LARGEST = 4 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final DocumentType type;
  private final Path file;
  private final Optional<Path> signer;
  private final Optional<ValueSchema> schema;
  private final InstantSource clock;

  /**
   * @param signer file with the public key of who signed it elsewhere
   * @param schema what the value has to be like
   */
  OperatorFile(
      DocumentType type,
      Path file,
      Optional<Path> signer,
      Optional<ValueSchema> schema,
      InstantSource clock) {
    this.type = type;
    this.file = file;
    this.signer = signer;
    this.schema = schema;
    this.clock = clock;
  }

  @Override
  public DocumentType type() {
    return type;
  }

  @Override
  public boolean keepsVersions() {
    return true;
  }

  /**
   * @throws UnusableFile if the file is no such document
   */
  @Override
  public Wanted wanted() throws IOException {
    String text = read();
    try {
      if (signer.isPresent()) {
        return signed(text.strip(), SigningKeys.readPublic(signer.get()));
      }
      JsonNode value = JSON.readTree(text);
      if (!value.isObject()) {
        throw unusable("an object", "something else");
      }
      check(value.toString());
      return new Wanted.Value(value.toString());
    } catch (JacksonException e) {
      throw unusable("JSON in which no member is there twice", e.getOriginalMessage());
    } catch (MalformedDocument e) {
      throw new UnusableFile(e.problem());
    }
  }

  private String read() throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw unusable("at most " + LARGEST + " bytes", "more");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (UnusableFile e) {
      throw e;
    } catch (IOException e) {
      throw unusable("a file in UTF-8", e.toString());
    }
  }

  private Wanted signed(String jws, ECPublicKey key) throws IOException, MalformedDocument {
    var opened = SignedDocument.open(jws, type, Map.of(keyId(jws), key));
    var document = MetaDocument.parse(opened.payload().toByteArray(), type, file.toString());
    check(document.value());
    if (!clock.instant().isBefore(document.head().expiresAt())) {
      throw unusable(
          "a document that has not expired", "one that has, at " + document.head().expiresAt());
    }
    return new Wanted.Signed(jws, document, opened.keyId().toString());
  }

  private SigningKeyId keyId(String jws) throws UnusableFile {
    try {
      String name = String.valueOf(JWSObject.parse(jws).getHeader().getKeyID());
      int hyphen = Math.max(0, name.indexOf('-'));
      return new SigningKeyId(name.substring(0, hyphen), name.substring(hyphen + 1));
    } catch (ParseException | IllegalArgumentException e) {
      throw unusable("a JWS whose kid is ID-VERSION", "another text");
    }
  }

  private void check(String value) throws MalformedDocument, UnusableFile {
    if (type == DocumentType.AUTHORITIES) {
      Authority.parse(value, file.toString());
    }
    if (schema.isPresent()) {
      schema.get().require(JSON.readTree(value), file);
    }
  }

  private UnusableFile unusable(String expected, String actual) {
    return new UnusableFile(
        new Problem(MetaDocument.member(type), file.toString(), expected, actual));
  }
}
