package org.keyferry.wire.feed;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.wire.Problem;

/** What a command on a batch must look like, whoever wrote it. Pure. */
public final class CommandShape {
  /** Longest reason, in characters. */
  public static final int LONGEST_REASON = 200;

  /** Most keys that one correction leaves out: all have to fit into one record. */
  public static final int MOST_KEYS_LEFT_OUT = 10_000;

  private static final int SHA_256 = 32;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{0," + LONGEST_REASON + "}");

  private CommandShape() {}

  /** The sequence of the batch that it is about; 0 if it asks for nothing. */
  public static long sequence(FeedCommand command) {
    return switch (command.getActionCase()) {
      case WITHDRAW -> command.getWithdraw().getSequence();
      case CORRECT -> command.getCorrect().getSequence();
      case REBUILD -> command.getRebuild().getSequence();
      case ACTION_NOT_SET -> 0;
    };
  }

  /** What its operator gave as the reason; empty if it needs none. */
  public static String reason(FeedCommand command) {
    return switch (command.getActionCase()) {
      case WITHDRAW -> command.getWithdraw().getReason();
      case CORRECT -> command.getCorrect().getReason();
      case REBUILD, ACTION_NOT_SET -> "";
    };
  }

  /** What is wrong with it, if anything is. */
  public static Optional<Problem> problem(FeedCommand command) {
    List<ByteString> leftOut = command.getCorrect().getWithoutKeySha256List();
    if (!ID.matcher(command.getId()).matches()) {
      return problem("id", "a UUID in lower case", command.getId().length() + " characters");
    }
    if (command.getActionCase() == FeedCommand.ActionCase.ACTION_NOT_SET) {
      return problem("action", "withdraw, correct or rebuild", "none of them");
    }
    if (sequence(command) < 1) {
      return problem("sequence", "1 or more", String.valueOf(sequence(command)));
    }
    if (!REASON.matcher(reason(command)).matches()) {
      return problem(
          "reason", "at most " + LONGEST_REASON + " characters in one line", "something else");
    }
    if (leftOut.size() > MOST_KEYS_LEFT_OUT) {
      return problem("keys to leave out", "at most " + MOST_KEYS_LEFT_OUT, "" + leftOut.size());
    }
    return leftOut.stream().allMatch(digest -> digest.size() == SHA_256)
        ? Optional.empty()
        : problem("keys to leave out", "SHA-256 of 32 bytes each", "another length");
  }

  private static Optional<Problem> problem(String what, String expected, String actual) {
    return Optional.of(new Problem(what, "command", expected, actual));
  }
}
