package org.keyferry.connector.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.push.HubUploads;
import org.keyferry.connector.push.SealedPart;
import org.keyferry.connector.push.UploadRefused;
import org.keyferry.event.v1.SealedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads the batches of one feed, each when it is whole. Offsets are committed behind what the hub
 * has, and never beyond an unfinished batch; what is uploaded again after a crash has the same tag.
 */
public final class FederationSinkTask extends SinkTask {
  private static final Logger LOG = LoggerFactory.getLogger(FederationSinkTask.class);

  private SinkSettings settings;
  private String feed;
  private PeerClients clients;
  private HubUploads uploads;
  private OpenBatches open;

  @Override
  public String version() {
    return FederationSinkConnector.VERSION;
  }

  @Override
  public void start(Map<String, String> props) {
    settings = new SinkSettings(props);
    feed = settings.feed();
    clients = settings.clients();
    uploads = settings.uploads(clients, Clock.systemUTC());
    open = new OpenBatches(settings.keysOfAPart());
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    for (SinkRecord record : records) {
      SealedBatch event = parse(record);
      if (event.getFeed().equals(feed)) {
        open.add(event, partition(record), record.originalKafkaOffset());
      }
    }
    for (long sequence : open.cut()) {
      LOG.error("Batch {} of {} is not there whole any more and is not uploaded", sequence, feed);
      open.done(sequence);
    }
    for (long sequence : open.whole()) {
      for (SealedPart part : open.parts(feed, sequence)) {
        upload(part);
      }
      open.done(sequence);
    }
  }

  private void upload(SealedPart part) {
    try {
      int keys = uploads.upload(part);
      LOG.info("The hub has {} keys of {}", keys, part);
    } catch (IOException e) {
      context.timeout(settings.retryMillis());
      throw new RetriableException(part + " will be uploaded again: " + e.getMessage(), e);
    } catch (UploadRefused e) {
      throw new ConnectException(e.problem().toString(), e);
    }
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }

  private static SealedBatch parse(SinkRecord record) {
    try {
      return SealedBatch.parseFrom((byte[]) record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new ConnectException(
          "expected a sealed batch in "
              + partition(record)
              + "@"
              + record.originalKafkaOffset()
              + ", got other bytes");
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    var safe = new HashMap<TopicPartition, OffsetAndMetadata>();
    currentOffsets.forEach((partition, current) -> {
      long oldest = open.oldestOffset(partition).orElse(current.offset());
      safe.put(partition, new OffsetAndMetadata(Math.min(oldest, current.offset())));
    });
    return safe;
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(open::forget);
  }

  @Override
  public void stop() {
    if (clients != null) {
      clients.close();
    }
  }
}
