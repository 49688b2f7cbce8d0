package org.keyferry.local.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.keyferry.local.phone.FeedClient;
import org.keyferry.local.phone.Phone;
import org.keyferry.local.phone.ReceivedFile;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.MalformedExport;

/**
 * The phones that look for exposures, each on its own.
 *
 * <p>in: HTTP; out: {@link Observation}
 */
final class Listeners {
  private final Map<Phone, FeedClient> phones = new LinkedHashMap<>();
  private final Set<Integer> warned = new HashSet<>();
  private final Map<String, Set<String>> filesOfKey = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();

  /**
   * @param listening the phones
   * @param feeds makes the view of the feed that a phone has
   */
  Listeners(List<Phone> listening, Function<HttpClient, FeedClient> feeds) {
    var http = HttpClient.newHttpClient();
    listening.forEach(phone -> phones.put(phone, feeds.apply(http)));
  }

  /** Every phone fetches what is new to it, and matches. */
  void poll() throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var polls = new ArrayList<Future<?>>();
      phones.forEach((phone, feed) -> polls.add(threads.submit(() -> poll(phone, feed))));
      for (Future<?> poll : polls) {
        poll.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a phone could not look for exposures", e.getCause());
    }
  }

  private void poll(Phone phone, FeedClient feed) {
    try {
      for (ReceivedFile file : feed.poll()) {
        boolean exposed = phone.wasExposed(file.keys());
        note(phone, file, exposed);
      }
    } catch (IOException | ExportRefused | MalformedExport e) {
      refuse(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void note(Phone phone, ReceivedFile file, boolean exposed) {
    files.add(file.name());
    if (exposed) {
      warned.add(phone.number());
    }
    file.keys()
        .forEach(key ->
            filesOfKey
                .computeIfAbsent(
                    Base64.getEncoder().encodeToString(key.key().toByteArray()),
                    bytes -> new LinkedHashSet<>())
                .add(file.name()));
  }

  private synchronized void refuse(String why) {
    refusals.merge(why, 1, Integer::sum);
  }

  /** How many phones look. */
  int count() {
    return phones.size();
  }

  /** How many phones have found an exposure. */
  synchronized int warned() {
    return warned.size();
  }

  /** How many export files they have fetched. */
  synchronized int files() {
    return files.size();
  }

  /**
   * What they learned.
   *
   * @param answers what was wrong with the gateway's answers, one line each
   */
  synchronized Observation observed(List<String> answers) {
    var looking = new HashSet<Integer>();
    phones.keySet().forEach(phone -> looking.add(phone.number()));
    var wrong = new ArrayList<>(answers);
    refusals.forEach((why, times) -> wrong.add(why + " (" + times + " phones)"));
    return new Observation(looking, warned, filesOfKey, wrong);
  }
}
