package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** Peers that do harm, all at once, beside one that does not. */
class HostilePeersTest {
  private static final Duration ON_TIME = Duration.ofSeconds(10);
  private static final Duration A_FLOOD = Duration.ofMinutes(2);
  private static final String FIRST = "/v1/a2a/keys";

  @TempDir Path directory;
  private final List<TestPeer> peers = new ArrayList<>();
  private int region;

  @Test
  void eachHarmsItselfAndKeysOfAHealthyPeerAreOnTime() throws Exception {
    var signer = new SignedBatches("206", Reading.OTHER, 8);
    try (var reading = new Reading(directory)) {
      var hostile = hostile(reading);
      var healthy = peer(reading.certificates);
      var feed = new FeedPeer(healthy, "a2a", "a2a");
      reading.start(reading.source(PullFormat.FEED, healthy.url(), signer), PullPosition.START);
      for (int window = 0; window < 5; window++) {
        feed.add(signer.file(window, signer.keys(10)));
        int wanted = 10 * (window + 1);
        await().atMost(ON_TIME).until(() -> keysOf(reading, "BE") == wanted);
      }

      hostile.forEach((kind, cycle) ->
          await(kind)
              .atMost(Reading.LONG_ENOUGH)
              .until(() ->
                  cycle.counts().failedPolls()
                          + cycle.counts().refusedBatches()
                          + cycle.counts().quarantinedBatches()
                      > 0));

      assertThat(reading.keys()).allMatch(key -> key.getPeer().equals("BE"));
      assertThat(keysOf(reading, "BE")).isEqualTo(50);
    } finally {
      peers.forEach(TestPeer::close);
    }
  }

  @Test
  @Tag("long")
  void aMillionSignedJunkKeysAreSetAsideAndKeysOfAHealthyPeerAreOnTime() throws Exception {
    var junk = new SignedBatches("300", new Region("XA"), 10);
    var signer = new SignedBatches("206", Reading.OTHER, 8);
    try (var reading = new Reading(directory)) {
      var server = peer(reading.certificates);
      var flood = new FeedPeer(server, "a2a", "a2a");
      for (int window = 0; window < 20; window++) {
        flood.add(junk.file(window, junk.keys(50_000)));
      }
      var healthy = peer(reading.certificates);
      var feed = new FeedPeer(healthy, "a2a", "a2a");
      var cycle = begin(reading, server, junk);
      reading.start(reading.source(PullFormat.FEED, healthy.url(), signer), PullPosition.START);
      for (int window = 0; window < 5; window++) {
        feed.add(signer.file(window, signer.keys(10)));
        int wanted = 10 * (window + 1);
        await().atMost(ON_TIME).until(() -> keysOf(reading, "BE") == wanted);
      }

      await().atMost(A_FLOOD).until(() -> cycle.counts().quarantinedBatches() == 20);

      assertThat(reading.keys()).allMatch(key -> key.getPeer().equals("BE"));
      assertThat(reading.objects().list("quarantine/XA/XA/")).hasSize(20);
    } finally {
      peers.forEach(TestPeer::close);
    }
  }

  private static int keysOf(Reading reading, String peer) {
    return (int) reading.keys().stream().filter(key -> key.getPeer().equals(peer)).count();
  }

  private TestPeer peer(Certificates certificates) {
    var peer = TestPeer.start(certificates);
    peers.add(peer);
    return peer;
  }

  private Map<String, PullCycle> hostile(Reading reading) throws IOException {
    var signer = new SignedBatches("300", new Region("XA"), 9);
    var junk = new SignedBatches("300", new Region("XF"), 10);
    byte[] right = signer.file(0, signer.keys(50));
    return Map.ofEntries(
        begin(reading, "endless body", signer, HostilePeersTest::endless),
        begin(reading, "slow drip", signer, HostilePeersTest::drip),
        begin(reading, "zip bomb", signer, serving(bomb())),
        begin(reading, "redirect inside", signer, HostilePeersTest::redirect),
        begin(reading, "truncated", signer, serving(Arrays.copyOf(right, right.length / 2))),
        begin(reading, "junk keys", junk, serving(junk.file(0, junk.keys(60_000)))),
        begin(reading, "silence", signer, HostilePeersTest::awaitClose),
        Map.entry("certificate of another", ofAnother(reading, signer)));
  }

  private Map.Entry<String, PullCycle> begin(
      Reading reading, String kind, SignedBatches signer, TestPeer.Handler handler) {
    var peer = peer(reading.certificates);
    peer.on(FIRST, handler);
    return Map.entry(kind, begin(reading, peer, signer));
  }

  private PullCycle begin(Reading reading, TestPeer peer, SignedBatches signer) {
    var origin = new Region("X" + (char) ('A' + region++));
    return reading.start(
        reading.source(origin, PullFormat.FEED, peer.url(), ReplicationType.ALL_TO_ALL, signer),
        PullPosition.START);
  }

  private PullCycle ofAnother(Reading reading, SignedBatches signer) {
    return begin(reading, peer(new Certificates()), signer);
  }

  private static TestPeer.Handler serving(byte[] body) {
    return exchange -> {
      number(exchange);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private static void number(HttpExchange exchange) {
    exchange.getResponseHeaders().set("Last-Batch-ID", "1");
    exchange.getResponseHeaders().set("Feed-ID", "a2a");
  }

  private static void endless(HttpExchange exchange) throws IOException {
    number(exchange);
    exchange.sendResponseHeaders(200, 0);
    var block = new byte[64 * 1024];
    while (true) {
      exchange.getResponseBody().write(block);
    }
  }

  private static void drip(HttpExchange exchange) throws IOException {
    number(exchange);
    exchange.sendResponseHeaders(200, 0);
    for (int i = 0; i < 100; i++) {
      exchange.getResponseBody().write(0);
      exchange.getResponseBody().flush();
      pause(Duration.ofMillis(300));
    }
  }

  private static void awaitClose(HttpExchange exchange) {
    pause(Duration.ofSeconds(8));
  }

  private static void pause(Duration time) {
    try {
      new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
    exchange.sendResponseHeaders(302, -1);
  }

  private static byte[] bomb() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("export.bin"));
      zip.write("EK Export v1    ".getBytes(StandardCharsets.US_ASCII));
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("export.sig"));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
