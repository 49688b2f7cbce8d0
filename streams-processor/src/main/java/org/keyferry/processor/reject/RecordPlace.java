package org.keyferry.processor.reject;

import java.nio.charset.StandardCharsets;

/**
 * Where a record is: what a rejection shows instead of the record.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param arrivalSeconds its own time, seconds since the epoch
 */
public record RecordPlace(String topic, int partition, long offset, long arrivalSeconds) {
  byte[] recordKey() {
    return (topic + "-" + partition).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
