package org.keyferry.processor.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.processor.assemble.AssembleBatches.AssembleNodes;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.feed.FeedPlan;

/** Sends through the nodes of the topology, with the time rounded down. */
final class NodeOutput implements BatchOutput {
  private final ProcessorContext<byte[], Object> context;
  private final LivePlan plan;
  private final AssembleNodes nodes;

  NodeOutput(ProcessorContext<byte[], Object> context, LivePlan plan, AssembleNodes nodes) {
    this.context = context;
    this.plan = plan;
    this.nodes = nodes;
  }

  @Override
  public void send(String feed, byte[] value) {
    forward(feed, value, nodes.sealed());
  }

  @Override
  public void tell(FeedSlice slice) {
    forward(slice.getFeed(), slice.toByteArray(), nodes.slices());
  }

  private void forward(String feed, byte[] value, String node) {
    FeedPlan current = plan.timeline().newest().plan();
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    long rounded = current.roundDown(now).toEpochMilli();
    context.forward(new Record<>(feed.getBytes(UTF_8), value, rounded), node);
  }
}
