package org.keyferry.systemtests.upload;

import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.keyferry.systemtests.download.KeyBytes;

/** What the phones themselves know of their uploads: the answers that they got. */
public final class ClientRecord {
  private final Queue<List<KeyBytes>> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentSkipListMap<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder withoutRetryAfter = new LongAdder();
  private final Queue<Exception> surprises = new ConcurrentLinkedQueue<>();

  void acknowledged(Upload upload) {
    acknowledged.add(upload.keys());
  }

  void answered(int status) {
    answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  void unanswered() {
    unanswered.increment();
  }

  void withoutRetryAfter() {
    withoutRetryAfter.increment();
  }

  void surprised(Exception by) {
    surprises.add(by);
  }

  /** How many uploads were answered with 200. */
  public int acknowledgedUploads() {
    return acknowledged.size();
  }

  /** Every key of an upload that was answered with 200. */
  public Set<KeyBytes> acknowledgedKeys() {
    var keys = new HashSet<KeyBytes>();
    acknowledged.forEach(keys::addAll);
    return keys;
  }

  /** How many answers had that status. */
  public long answers(int status) {
    var count = answers.get(status);
    return count == null ? 0 : count.sum();
  }

  /** How many requests got no answer at all. */
  public long unansweredRequests() {
    return unanswered.sum();
  }

  /** How many requests were refused or not answered. */
  long refused() {
    return answers(503) + unansweredRequests();
  }

  /** How many answers of 503 did not say when to come again. */
  public long refusalsWithoutRetryAfter() {
    return withoutRetryAfter.sum();
  }

  /** What no phone should see: statuses other than 200 and 503, or a 200 for a part of the keys. */
  public List<Exception> surprises() {
    return List.copyOf(surprises);
  }

  @Override
  public String toString() {
    return answers + ", unanswered " + unanswered;
  }
}
