package org.keyferry.connector.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.EfgsContent;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.hub.BatchTag;

/**
 * The chain of batches of an EFGS hub: each answer names the next one, over midnight, too; at the
 * end of the chain the last one is asked for again until it names a next. The position has the
 * batch's tag and, as its feed, the batch's day.
 */
final class EfgsPull implements PullProtocol {
  private static final String TAG = "batchTag";
  private static final String TAG_ANSWERED = "batchtag";
  private static final String NEXT = "nextbatchtag";
  private static final Pattern DAY = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})-.*");
  private static final int DAYS_KEPT = 14;
  private static final int MOST_AUDIT_BYTES = 4 << 20;

  private final PullSource source;
  private final InstantSource clock;
  private final BatchAudit.SignerTrust trust;
  private final URI base;
  private EfgsContent content;
  private Optional<String> following = Optional.empty();
  private String followed = "";

  /**
   * @param trust under which certificates batches may be signed
   */
  EfgsPull(PullSource source, BatchAudit.SignerTrust trust, InstantSource clock) {
    this.source = source;
    this.trust = trust;
    this.clock = clock;
    this.base = source.url().resolve("diagnosiskeys/");
    this.content = new EfgsContent(source.peer(), today(), Optional.empty(), trust, clock);
  }

  @Override
  public BatchContent content() {
    return content;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Override
  public PullAnswer next(PullPosition position, PeerClient client, Path body) throws IOException {
    if (position.lastBatchId().isEmpty()) {
      return oldest(position, client, body);
    }
    String last = position.lastBatchId().get();
    LocalDate day = LocalDate.parse(position.feedId().orElse(today().toString()));
    boolean known = followed.equals(last) && following.isPresent();
    if (!known) {
      Answer answer = ask(client, day, Optional.of(last), body);
      if (isOver(answer)) {
        return anew(position, "the last batch is not there any more");
      }
      requireOk(answer);
      follow(last, answer);
    }
    if (following.isEmpty()) {
      return new PullAnswer.Nothing(Optional.empty(), position);
    }
    Answer answer = ask(client, day, following, body);
    if (isOver(answer)) {
      // The hub was away for so long that what it named as the next has expired, too.
      return anew(position, "the next batch is not there any more");
    }
    requireOk(answer);
    return batch(answer, day, client);
  }

  private static boolean isOver(Answer answer) {
    return answer.status() == Answer.GONE || answer.status() == Answer.NOT_FOUND;
  }

  private PullAnswer anew(PullPosition position, String why) {
    followed = "";
    following = Optional.empty();
    return new PullAnswer.Moved(position.at(Optional.empty(), Optional.empty()), why);
  }

  /** Without a last batch: the first of the oldest day that the hub still has. */
  private PullAnswer oldest(PullPosition position, PeerClient client, Path body)
      throws IOException {
    LocalDate day = today().minusDays(DAYS_KEPT);
    while (!day.isAfter(today())) {
      Answer answer = ask(client, day, Optional.empty(), body);
      if (answer.status() == Answer.NOT_FOUND) {
        return new PullAnswer.Nothing(Optional.empty(), position);
      }
      if (answer.status() != Answer.GONE) {
        requireOk(answer);
        return batch(answer, day, client);
      }
      day = day.plusDays(1);
    }
    return new PullAnswer.Nothing(Optional.empty(), position);
  }

  private Answer ask(PeerClient client, LocalDate day, Optional<String> tag, Path body)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", EfgsBatch.MEDIA_TYPE);
    tag.ifPresent(value -> headers.put(TAG, value));
    return client.download(base.resolve("download/" + day), headers, body);
  }

  private static void requireOk(Answer answer) throws IOException {
    if (answer.status() != Answer.OK) {
      throw answer.unexpected("200");
    }
  }

  private void follow(String tag, Answer answer) {
    followed = tag;
    following = answer.header(NEXT).filter(BatchTag::isTag);
  }

  private PullAnswer batch(Answer answer, LocalDate asked, PeerClient client) throws IOException {
    String tag =
        answer
            .header(TAG_ANSWERED)
            .filter(BatchTag::isTag)
            .orElseThrow(() -> answer.unexpected("200 with the batch's tag in batchTag"));
    follow(tag, answer);
    LocalDate day = dayOf(tag).orElse(asked);
    boolean empty = answer.size() == 0;
    Optional<byte[]> proof =
        source.trust().proofRequired() && !empty
            ? Optional.of(audit(client, day, tag))
            : Optional.empty();
    content = new EfgsContent(source.peer(), day, proof, trust, clock);
    return new PullAnswer.Batch(tag, Optional.of(day.toString()), empty, Optional.empty(), proof);
  }

  /** EFGS puts the day into its tags; elsewhere the day that was asked for is no later. */
  private static Optional<LocalDate> dayOf(String tag) {
    var parts = DAY.matcher(tag);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.parse(parts.group(1) + "-" + parts.group(2) + "-" + parts.group(3)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private byte[] audit(PeerClient client, LocalDate day, String tag) throws IOException {
    var bytes = new ByteArrayOutputStream();
    URI url = base.resolve("audit/download/" + day + "/" + tag.replace(" ", "%20"));
    Answer answer =
        client.download(
            url, Map.of("Accept", "application/json; version=1.0"), bytes, MOST_AUDIT_BYTES);
    requireOk(answer);
    return bytes.toByteArray();
  }
}
