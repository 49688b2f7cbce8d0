package org.keyferry.local.submit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyferry.local.upload.UploadAnswer;
import org.keyferry.local.upload.UploadKey;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The phones' own record of what they were promised. For any number of threads.
 *
 * <p>in: answers; out: one JSON line for each acknowledged upload, and counts
 */
public final class SubmissionRecord implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final BufferedWriter lines;
  private final InstantSource clock;
  private final Map<String, Integer> failures = new TreeMap<>();
  private int acknowledgedUploads;
  private int acknowledgedKeys;

  /**
   * @param lines takes the lines; closed with the record
   */
  public SubmissionRecord(Writer lines, InstantSource clock) {
    this.lines = new BufferedWriter(lines);
    this.clock = clock;
  }

  /**
   * A line of the record.
   *
   * @param keys base64 of each key
   * @param insertedExposures how many of them the gateway acknowledged
   * @param answeredAt when
   */
  private record Line(List<String> keys, int insertedExposures, String answeredAt) {}

  synchronized void answered(List<UploadKey> keys, UploadAnswer answer) throws IOException {
    if (answer.isAcknowledged()) {
      acknowledgedUploads++;
      acknowledgedKeys += answer.insertedExposures();
      var line =
          new Line(
              keys.stream().map(UploadKey::key).toList(),
              answer.insertedExposures(),
              clock.instant().toString());
      lines.write(JSON.writeValueAsString(line));
      lines.write('\n');
      lines.flush();
    }
    if (!answer.isAcknowledged() || answer.insertedExposures() != keys.size()) {
      failed("status " + answer.status() + " " + answer.code() + " " + answer.error());
    }
  }

  synchronized void failed(String reason) {
    failures.merge(reason.strip(), 1, Integer::sum);
  }

  /** Uploads that were acknowledged, wholly or in part. */
  public synchronized int acknowledgedUploads() {
    return acknowledgedUploads;
  }

  /** Keys that were acknowledged. */
  public synchronized int acknowledgedKeys() {
    return acknowledgedKeys;
  }

  /** How often what went wrong; empty if nothing did. */
  public synchronized Map<String, Integer> failures() {
    return Map.copyOf(failures);
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
  }
}
