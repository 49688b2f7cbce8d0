package org.keyferry.wire.ens;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.keyferry.wire.ens.format.Cursor;
import org.keyferry.wire.ens.format.FetchState;

/**
 * How far a server has been read, in its own words: they are handed back as they came.
 *
 * @param message what was answered
 */
public record EnsState(FetchState message) {
  /** Nothing was read yet. */
  public static final EnsState START = new EnsState(FetchState.getDefaultInstance());

  /** The longest state in bytes that is taken. */
  static final int LONGEST = 1024;

  private static final Pattern ROWS = Pattern.compile("[0-9]{1,18}");

  public EnsState {
    requireNonNull(message);
  }

  /** As text that {@link #parse} reads: letters, digits, hyphens and underscores. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(message.toByteArray());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static EnsState parse(String text) {
    try {
      return new EnsState(FetchState.parseFrom(Base64.getUrlDecoder().decode(text)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("expected the state of a server, got something else", e);
    }
  }

  /**
   * This state, answered to one that was sent, with the rows told that it leaves out: servers
   * answer a full page of one hour with that hour alone, which would be the same page again for
   * ever.
   *
   * @param keys how many keys came with it
   * @param revisedKeys how many revised keys came with it
   */
  EnsState behind(EnsState sent, int keys, int revisedKeys) {
    FetchState before = sent.message();
    return new EnsState(
        message.toBuilder()
            .setKeyCursor(behind(message.getKeyCursor(), before.getKeyCursor(), keys))
            .setRevisedKeyCursor(
                behind(message.getRevisedKeyCursor(), before.getRevisedKeyCursor(), revisedKeys))
            .build());
  }

  private static Cursor behind(Cursor answered, Cursor sent, int rows) {
    boolean stays =
        rows > 0
            && answered.getTimestamp() == sent.getTimestamp()
            && answered.getNextToken().isEmpty();
    OptionalLong before = rowsOf(sent.getNextToken());
    if (!stays || before.isEmpty()) {
      return answered;
    }
    byte[] total = String.valueOf(before.getAsLong() + rows).getBytes(US_ASCII);
    return answered.toBuilder().setNextToken(Base64.getEncoder().encodeToString(total)).build();
  }

  private static OptionalLong rowsOf(String token) {
    if (token.isEmpty()) {
      return OptionalLong.of(0);
    }
    try {
      String number = new String(Base64.getDecoder().decode(token), US_ASCII);
      return ROWS.matcher(number).matches()
          ? OptionalLong.of(Long.parseLong(number))
          : OptionalLong.empty();
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }
}
