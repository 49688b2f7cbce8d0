package org.keyferry.processor.reject;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.keyferry.event.v1.RejectedRecord;
import org.keyferry.processor.observe.ProcessorMetrics;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Sends what goes no further to the operators, by place and reason, never by content.
 *
 * <p>in: refusals of every stage; out: {@code keys.rejected}
 */
public final class Rejections {
  private final ProcessorContext<byte[], Object> context;
  private final String sink;
  private final ProcessorMetrics metrics;

  /**
   * @param context of the stage that refuses
   * @param sink name of the node that writes {@code keys.rejected}
   * @param metrics counts by reason
   */
  public Rejections(
      ProcessorContext<byte[], Object> context, String sink, ProcessorMetrics metrics) {
    this.context = context;
    this.sink = sink;
    this.metrics = metrics;
  }

  /**
   * Refuses the record there.
   *
   * @param detail what was expected and what was there; no key bytes
   */
  public void reject(RecordPlace place, RejectionReason reason, String detail) {
    metrics.rejected(reason);
    var rejected =
        RejectedRecord.newBuilder()
            .setTopic(place.topic())
            .setPartition(place.partition())
            .setOffset(place.offset())
            .setReason(reason.code())
            .setDetail(detail)
            .setArrivalSeconds(place.arrivalSeconds())
            .build();
    context.forward(
        new Record<>(place.recordKey(), rejected.toByteArray(), place.arrivalSeconds() * 1000),
        sink);
  }
}
