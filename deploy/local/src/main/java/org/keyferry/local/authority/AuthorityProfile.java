package org.keyferry.local.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a health authority is known: {@code authority.json}.
 *
 * @param id what uploads name as healthAuthorityID
 * @param issuer the certificates' iss claim
 * @param audience the certificates' aud claim
 * @param kid id of the key that signs them
 */
public record AuthorityProfile(String id, String issuer, String audience, String kid) {
  /** Its file beside the keys. */
  public static final String FILE = "authority.json";

  /** The one that the launcher makes. */
  public static final AuthorityProfile DEVELOPMENT =
      new AuthorityProfile("development", "keyferry-development", "keyferry", "v1");

  /**
   * Reads the directory's.
   *
   * @throws CommandFailure if there is none
   */
  public static AuthorityProfile read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return JsonMapper.shared().readValue(Files.readString(file), AuthorityProfile.class);
    } catch (IOException e) {
      throw unusable(file, "a profile", FailureText.of(e), e);
    } catch (JacksonException e) {
      throw unusable(file, "a profile", "other JSON or none", e);
    }
  }

  static CommandFailure unusable(Path file, String expected, String actual, Exception cause) {
    return new CommandFailure(
        new Problem(
            "health authority",
            file.toString(),
            expected + " as ./keyferry up makes it in DIR/authority",
            actual),
        cause);
  }
}
