package org.keyferry.systemtests.upload;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends uploads at a steady rate whatever the answers are (open loop): what falls behind is caught
 * up with, but for what began to pile up more than some seconds ago. Refused and unanswered uploads
 * are sent again as they are; every 20th acknowledged one too, as a phone does that lost the
 * answer.
 *
 * <p>in: {@link Phones}; out: POST /v1/publish, {@link ClientRecord}
 */
public final class Uploader implements AutoCloseable {
  /**
   * Where the uploads come from; nothing else on the machine uses it, so that logs can be searched.
   */
  public static final String CLIENT_ADDRESS = "127.0.0.77";

  private static final int AHEAD = 1_000;

  /** Fewer than the connections that a gateway takes: others ask it how it is. */
  private static final int MOST_UNDER_WAY = 400;

  private static final int REPEATED = 20;
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration RETRY_WAIT = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final URI publish;
  private final Phones phones;
  private final double perSecond;
  private final ClientRecord record = new ClientRecord();
  private final LoadMeter meter = new LoadMeter(record);
  private final BlockingQueue<Upload> ready = new ArrayBlockingQueue<>(AHEAD);
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Executor later =
      CompletableFuture.delayedExecutor(RETRY_WAIT.toNanos(), TimeUnit.NANOSECONDS, threads);

  private final HttpClient client;
  private final Thread preparing;
  private final Thread posting;
  private volatile boolean sending = true;

  /**
   * Starts at once.
   *
   * @param publish URL to post to
   * @param phones whose uploads to send
   * @param perSecond how many a second
   */
  public Uploader(URI publish, Phones phones, double perSecond) {
    this.publish = publish;
    this.phones = phones;
    this.perSecond = perSecond;
    this.client = client(threads);
    this.preparing = Thread.ofPlatform().daemon().name("phones").start(this::prepare);
    this.posting = Thread.ofPlatform().daemon().name("uploader").start(this::send);
  }

  /** What the phones know. */
  public ClientRecord record() {
    return record;
  }

  /** What was offered, and what came of it. */
  public String load() {
    return "%.0f uploads/s offered; %s".formatted(perSecond, meter);
  }

  /**
   * Sends nothing new any more, and returns when every upload is acknowledged, or given up after 3
   * minutes.
   */
  public void finish() {
    sending = false;
    meter.close();
    preparing.interrupt();
    posting.interrupt();
    try {
      posting.join();
      if (!underWay.tryAcquire(MOST_UNDER_WAY, 4, TimeUnit.MINUTES)) {
        throw new IllegalStateException("uploads are under way for ever");
      }
      underWay.release(MOST_UNDER_WAY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the last answer", e);
    }
  }

  /** Ends all of it at once, whatever is under way. */
  @Override
  public void close() {
    sending = false;
    meter.close();
    preparing.interrupt();
    posting.interrupt();
    client.shutdownNow();
    threads.shutdownNow();
  }

  private static HttpClient client(ExecutorService threads) {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .localAddress(InetAddress.getByName(CLIENT_ADDRESS))
          .connectTimeout(Duration.ofSeconds(10))
          .executor(threads)
          .build();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void prepare() {
    try {
      while (sending) {
        ready.offer(phones.next(), 1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    long due = System.nanoTime();
    try {
      for (long number = 0; sending; number++) {
        due = Math.max(due + (long) (1e9 / perSecond), System.nanoTime() - MOST_BEHIND_NANOS);
        while (sending && System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        Upload upload = ready.take();
        underWay.acquire();
        int times = number % REPEATED == 0 ? 2 : 1;
        var delivery = new Delivery(upload, times, Instant.now().plus(PATIENCE));
        threads.execute(() -> deliver(delivery));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * An upload under way.
   *
   * @param upload what is sent
   * @param times how many answers of 200 it is to get
   * @param until when it is given up
   */
  private record Delivery(Upload upload, int times, Instant until) {
    Delivery once() {
      return new Delivery(upload, times - 1, until);
    }
  }

  private void deliver(Delivery delivery) {
    boolean underWayStill = false;
    try {
      if (!post(delivery.upload())) {
        underWayStill = Instant.now().isBefore(delivery.until());
        if (underWayStill) {
          later.execute(() -> deliver(delivery));
        }
      } else if (delivery.times() > 1) {
        underWayStill = true;
        later.execute(() -> deliver(delivery.once()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      record.surprised(e);
    } finally {
      if (!underWayStill) {
        underWay.release();
      }
    }
  }

  private boolean post(Upload upload) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(publish)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(upload.body(), StandardCharsets.US_ASCII))
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return judge(upload, answer);
    } catch (IOException e) {
      record.unanswered();
      return false;
    }
  }

  private boolean judge(Upload upload, HttpResponse<byte[]> answer) {
    record.answered(answer.statusCode());
    String text = new String(answer.body(), StandardCharsets.ISO_8859_1);
    if (answer.statusCode() == OK) {
      if (!text.contains("\"insertedExposures\":" + upload.keys().size())) {
        throw new IllegalStateException("200 for a part of the keys: " + text);
      }
      record.acknowledged(upload);
      return true;
    }
    if (answer.statusCode() != UNAVAILABLE) {
      throw new IllegalStateException(answer.statusCode() + ": " + text);
    }
    if (answer.headers().firstValue("Retry-After").isEmpty()) {
      record.withoutRetryAfter();
    }
    return false;
  }
}
