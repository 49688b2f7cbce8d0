package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.EnsKeys;
import org.keyferry.connector.support.EnsServer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.ens.Cursor;
import org.keyferry.connector.support.ens.FederationFetchResponse;
import org.keyferry.connector.support.ens.FetchState;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** Servers of gRPC that do harm, all at once, beside one that does not. */
@Tag("G07")
class HostileEnsTest {
  private static final Duration ON_TIME = Duration.ofSeconds(10);
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  @TempDir Path directory;
  private final SignedBatches keys = new SignedBatches("1", new Region("XA"), 51);

  /** What a server does instead of answering. */
  enum Harm {
    HUGE_MESSAGE,
    ENDLESS_MESSAGES,
    SILENCE,
    SLOW_DRIP,
    NO_MESSAGE,
    TWO_MESSAGES,
    REFUSAL,
    NO_PROTOBUF,
    STATE_THAT_IS_NONE,
    STATE_THAT_STAYS,
    LONG_STATE,
    KEYS_BEYOND_THE_LIMIT
  }

  private static void answer(Harm harm, ServerCallStreamObserver<byte[]> answers) {
    switch (harm) {
      case HUGE_MESSAGE -> once(answers, new byte[3 << 20]);
      case ENDLESS_MESSAGES -> endless(answers);
      case SILENCE -> {
        // Nothing comes.
      }
      case SLOW_DRIP -> Thread.ofVirtual().start(() -> drip(answers));
      case NO_MESSAGE -> answers.onCompleted();
      case TWO_MESSAGES -> {
        answers.onNext(new byte[0]);
        once(answers, new byte[0]);
      }
      case REFUSAL ->
          answers.onError(
              Status.PERMISSION_DENIED.withDescription("10.0.0.1 s3cret").asRuntimeException());
      case NO_PROTOBUF -> once(answers, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
      case STATE_THAT_IS_NONE -> once(answers, page(harm, 1, FetchState.getDefaultInstance()));
      case STATE_THAT_STAYS -> once(answers, page(harm, 1, state("eHg=")));
      case LONG_STATE -> once(answers, page(harm, 1, state("x".repeat(2000))));
      case KEYS_BEYOND_THE_LIMIT -> once(answers, page(harm, 501, state("eHg=")));
    }
  }

  private static FetchState state(String token) {
    return FetchState.newBuilder()
        .setKeyCursor(Cursor.newBuilder().setTimestamp(3600).setNextToken(token))
        .build();
  }

  private static byte[] page(Harm harm, int count, FetchState next) {
    var junk = new SignedBatches("1", new Region("XA"), 52);
    return FederationFetchResponse.newBuilder()
        .addAllKeys(EnsKeys.of(region(harm).code(), junk.keys(count)))
        .setPartialResponse(true)
        .setNextFetchState(next)
        .build()
        .toByteArray();
  }

  private static void once(StreamObserver<byte[]> answers, byte[] message) {
    answers.onNext(message);
    answers.onCompleted();
  }

  private static void endless(ServerCallStreamObserver<byte[]> answers) {
    var block = new byte[64 * 1024];
    answers.setOnReadyHandler(() -> {
      while (answers.isReady()) {
        answers.onNext(block);
      }
    });
  }

  private static void drip(ServerCallStreamObserver<byte[]> answers) {
    try {
      while (!answers.isCancelled()) {
        answers.onNext(new byte[10]);
        new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ServerServiceDefinition service(Harm harm) {
    var method =
        MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("Federation/Fetch")
            .build();
    return ServerServiceDefinition.builder("Federation")
        .addMethod(
            method,
            ServerCalls.asyncServerStreamingCall(
                (request, answers) -> answer(harm, (ServerCallStreamObserver<byte[]>) answers)))
        .build();
  }

  @Test
  void eachHarmsItselfAloneAndKeysOfAHealthyServerAreOnTime() throws Exception {
    var servers = new ArrayList<EnsServer>();
    try (var reading = new Reading(directory)) {
      var cycles = new EnumMap<Harm, PullCycle>(Harm.class);
      for (Harm harm : Harm.values()) {
        var server = EnsServer.start(reading.certificates, service(harm));
        servers.add(server);
        cycles.put(harm, reading.start(source(reading, harm, server), PullPosition.START));
      }
      var healthy = EnsServer.start(reading.certificates);
      servers.add(healthy);
      reading.start(reading.source(PullFormat.ENS_GRPC, healthy.url(), null), PullPosition.START);
      healthy.add(EnsKeys.of("BE", keys.keys(20)));
      await()
          .atMost(ON_TIME)
          .until(() ->
              reading.keys().stream().filter(key -> key.getPeer().equals("BE")).count() == 20);

      cycles.forEach((harm, cycle) ->
          await(harm.name())
              .atMost(Reading.LONG_ENOUGH)
              .until(() -> cycle.counts().failedPolls() + cycle.counts().refusedBatches() > 0));

      // Its first page was a right one.
      assertThat(reading.keys().stream().map(FederatedKey::getPeer).distinct())
          .containsExactlyInAnyOrder("BE", region(Harm.STATE_THAT_STAYS).code());
    } finally {
      servers.forEach(EnsServer::close);
    }
  }

  private static Region region(Harm harm) {
    return new Region("X" + (char) ('A' + List.of(Harm.values()).indexOf(harm)));
  }

  private static PullSource source(Reading reading, Harm harm, EnsServer server) {
    return reading.source(
        region(harm), PullFormat.ENS_GRPC, server.url(), ReplicationType.ALL_TO_ALL, null);
  }
}
