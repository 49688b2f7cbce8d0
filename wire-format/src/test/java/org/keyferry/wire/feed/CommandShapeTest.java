package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.event.v1.CorrectBatch;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.RebuildBatch;
import org.keyferry.event.v1.WithdrawBatch;

class CommandShapeTest {
  private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);
  private static final FeedCommand WITHDRAW =
      FeedCommand.newBuilder()
          .setFeed("NL")
          .setId("00000000-0000-4000-8000-00000000000a")
          .setWithdraw(WithdrawBatch.newBuilder().setSequence(3).setReason("wrong test kit"))
          .build();

  @Test
  void eachActionTellsItsBatch() {
    var correct = CorrectBatch.newBuilder().setSequence(4).addWithoutKeySha256(DIGEST);
    var rebuild = RebuildBatch.newBuilder().setSequence(5);

    assertWhole(WITHDRAW, 3);
    assertWhole(WITHDRAW.toBuilder().setCorrect(correct).build(), 4);
    assertWhole(WITHDRAW.toBuilder().setRebuild(rebuild).build(), 5);
  }

  private static void assertWhole(FeedCommand command, long sequence) {
    assertThat(CommandShape.problem(command)).isEmpty();
    assertThat(CommandShape.sequence(command)).isEqualTo(sequence);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of("id", WITHDRAW.toBuilder().setId("7")),
        Arguments.of("action", WITHDRAW.toBuilder().clearAction()),
        Arguments.of("sequence", WITHDRAW.toBuilder().setWithdraw(WithdrawBatch.newBuilder())),
        Arguments.of("reason", withReason("two\nlines")),
        Arguments.of("reason", withReason("x".repeat(CommandShape.LONGEST_REASON + 1))),
        Arguments.of("keys to leave out", without(ByteString.copyFrom(new byte[16]), 1)),
        Arguments.of("keys to leave out", without(DIGEST, CommandShape.MOST_KEYS_LEFT_OUT + 1)));
  }

  private static FeedCommand.Builder withReason(String reason) {
    return WITHDRAW.toBuilder()
        .setWithdraw(WithdrawBatch.newBuilder().setSequence(1).setReason(reason));
  }

  private static FeedCommand.Builder without(ByteString digest, int times) {
    var correct = CorrectBatch.newBuilder().setSequence(1);
    Stream.generate(() -> digest).limit(times).forEach(correct::addWithoutKeySha256);
    return WITHDRAW.toBuilder().setCorrect(correct);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void everyDefectIsNamed(String what, FeedCommand.Builder command) {
    assertThat(CommandShape.problem(command.build()))
        .hasValueSatisfying(problem -> assertThat(problem.what()).isEqualTo(what));
  }
}
