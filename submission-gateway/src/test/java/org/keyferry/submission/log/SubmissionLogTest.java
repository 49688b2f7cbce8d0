package org.keyferry.submission.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.topic.Topics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

class SubmissionLogTest {
  private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private SubmissionLog log(MockProducer<byte[], byte[]> producer, Duration wait) {
    ProducerFactory<byte[], byte[]> always =
        new ProducerFactory<>() {
          @Override
          public Producer<byte[], byte[]> createProducer() {
            return producer;
          }
        };
    return new SubmissionLog(new KafkaTemplate<>(always), wait, registry);
  }

  private static SubmittedKey key(byte[] bytes) {
    return SubmittedKey.newBuilder()
        .setTemporaryExposureKey(
            TemporaryExposureKey.newBuilder().setKeyData(ByteString.copyFrom(bytes)))
        .build();
  }

  private static SubmittedKey key(int firstByte) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) firstByte;
    return key(bytes);
  }

  private double counted() {
    return registry.get("keyferry.keys_submitted").counter().count();
  }

  @Test
  void recordHoldsTheKeyAndTheArrivalAndNoHeader() throws Exception {
    try (var producer = producer(true)) {
      int appended = log(producer, Duration.ofSeconds(10)).append(List.of(key(7)), ARRIVAL);

      assertThat(appended).isOne();
      assertThat(counted()).isOne();
      var sent = producer.history().getFirst();
      assertThat(sent.topic()).isEqualTo(Topics.KEYS_SUBMITTED.name());
      assertThat(sent.partition()).isNull();
      assertThat(sent.timestamp()).isEqualTo(ARRIVAL.toEpochMilli());
      assertThat(sent.headers()).isEmpty();
      assertThat(sent.key()).isEqualTo(key(7).getTemporaryExposureKey().getKeyData().toByteArray());
      assertThat(SubmittedKey.parseFrom(sent.value())).isEqualTo(key(7));
    }
  }

  @Property(tries = 200)
  void keysAreSentInTheOrderOfTheirBytesAsUnsignedNumbers(
      @ForAll @Size(min = 1, max = 30) List<byte @Size(16) []> keys) throws Exception {
    try (var producer = producer(true)) {
      log(producer, Duration.ofSeconds(10))
          .append(keys.stream().map(bytes -> key(bytes)).toList(), ARRIVAL);

      assertThat(producer.history().stream().map(ProducerRecord::key))
          .hasSameSizeAs(keys)
          .isSortedAccordingTo(Arrays::compareUnsigned);
    }
  }

  @Test
  void nothingToAppendNeedsNoBroker() throws Exception {
    try (var producer = producer(false)) {
      assertThat(log(producer, Duration.ofSeconds(10)).append(List.of(), ARRIVAL)).isZero();
    }
  }

  @Test
  void oneFailureFailsTheUploadAndEndsItsSending() {
    try (var producer = producer(true)) {
      producer.sendException = new TimeoutException("no metadata");

      assertThatThrownBy(
              () -> log(producer, Duration.ofSeconds(10)).append(List.of(key(1), key(2)), ARRIVAL))
          .isInstanceOf(NotAcknowledged.class);
      assertThat(counted()).isZero();
    }
  }

  @Test
  void keysThatAreNotAcknowledgedInTimeFailTheUpload() {
    try (var producer = producer(false)) {
      assertThatThrownBy(
              () -> log(producer, Duration.ofMillis(50)).append(List.of(key(1), key(2)), ARRIVAL))
          .isInstanceOf(NotAcknowledged.class);
      assertThat(producer.history()).hasSize(2);
    }
  }

  @Test
  void interruptedWaitFailsTheUploadAndStaysInterrupted() {
    try (var producer = producer(false)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(
              () -> log(producer, Duration.ofSeconds(10)).append(List.of(key(1)), ARRIVAL))
          .isInstanceOf(NotAcknowledged.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void lateFailureOfOneOfManyFailsTheUpload() throws InterruptedException {
    var acknowledgement = new Acknowledgement(3);
    acknowledgement.onCompletion(null, null);
    acknowledgement.onCompletion(null, null);
    acknowledgement.onCompletion(null, new TimeoutException("late"));

    assertThat(acknowledgement.complete(Duration.ofSeconds(10))).isFalse();
    assertThat(acknowledgement.acknowledged()).isEqualTo(2);
  }
}
