package org.keyferry.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.topic.Topics;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Parses an upload, produces its keys and answers as many bytes as the gateway does on average. */
@Controller
final class ParseAndProduceController {
  /** Between 1,024 and 2,047 bytes in base64. */
  private static final int PADDING = 1536 * 4 / 3;

  private final KafkaProducer<byte[], byte[]> producer;
  private final ObjectReader reader = JsonMapper.shared().readerFor(Upload.class);
  private final byte[] answer =
      ("{\"insertedExposures\":14,\"padding\":\"" + "A".repeat(PADDING) + "\"}").getBytes(US_ASCII);

  ParseAndProduceController(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  private record Upload(
      List<Key> temporaryExposureKeys,
      String healthAuthorityID,
      String verificationPayload,
      String hmacKey,
      int symptomOnsetInterval,
      String padding) {}

  private record Key(String key, int rollingStartNumber, int rollingPeriod, int transmissionRisk) {}

  @PostMapping("/v1/publish")
  void publish(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ExecutionException, InterruptedException {
    Upload upload = reader.readValue(request.getInputStream().readAllBytes());
    long arrival = System.currentTimeMillis();
    List<Future<RecordMetadata>> written = new ArrayList<>();
    for (Key key : upload.temporaryExposureKeys()) {
      written.add(producer.send(record(key, arrival)));
    }
    for (Future<RecordMetadata> one : written) {
      one.get();
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  private static ProducerRecord<byte[], byte[]> record(Key key, long arrival) {
    byte[] bytes = Base64.getDecoder().decode(key.key());
    byte[] event =
        SubmittedKey.newBuilder()
            .setTemporaryExposureKey(
                TemporaryExposureKey.newBuilder()
                    .setKeyData(ByteString.copyFrom(bytes))
                    .setRollingStartIntervalNumber(key.rollingStartNumber())
                    .setRollingPeriod(key.rollingPeriod()))
            .setMetadata(
                KeyMetadata.newBuilder()
                    .setTransmissionRisk(key.transmissionRisk())
                    .setReportType(ReportType.CONFIRMED_TEST))
            .setOrigin("NL")
            .build()
            .toByteArray();
    return new ProducerRecord<>(Topics.KEYS_SUBMITTED.name(), null, arrival, bytes, event);
  }
}
