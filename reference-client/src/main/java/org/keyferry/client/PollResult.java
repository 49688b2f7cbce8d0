package org.keyferry.client;

import java.io.IOException;
import org.keyferry.client.follow.Poll;
import org.keyferry.client.trust.AttackDetected;

/** What came of asking one region. */
public sealed interface PollResult {

  /** It answered, and all of it was right. */
  record Polled(Poll poll) implements PollResult {}

  /** Nobody knows where it is. */
  record UnknownRegion() implements PollResult {}

  /** It answered what must not be believed; nothing of that was processed. */
  record Refused(AttackDetected attack) implements PollResult {}

  /** It could not be asked; the next poll goes on where this one ended. */
  record Failed(IOException failure) implements PollResult {}
}
