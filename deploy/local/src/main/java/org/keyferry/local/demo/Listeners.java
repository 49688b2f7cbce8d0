package org.keyferry.local.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.keyferry.local.phone.DerivedKey;
import org.keyferry.local.phone.FeedClient;
import org.keyferry.local.phone.ReceivedFile;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * The phones that look for exposures, each on its own.
 *
 * <p>in: HTTP; out: {@link Observation}
 */
final class Listeners {
  private final Map<Person, List<FeedClient>> people = new LinkedHashMap<>();
  private final Map<DiagnosisKey, DerivedKey> derived = new ConcurrentHashMap<>();
  private final Set<Integer> warned = new HashSet<>();
  private final Map<String, Set<String>> filesOfKey = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();

  /**
   * @param listening whose phones they are
   * @param feeds makes a phone's view of a region's feed; a phone follows every region in which its
   *     person was
   */
  Listeners(List<Person> listening, Function<String, FeedClient> feeds) {
    for (Person person : listening) {
      people.put(person, person.regions().stream().map(feeds).toList());
    }
  }

  /** Every phone fetches what is new to it, and matches. */
  void poll() throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var polls = new ArrayList<Future<?>>();
      people.forEach((person, feeds) -> polls.add(threads.submit(() -> poll(person, feeds))));
      for (Future<?> poll : polls) {
        poll.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a phone could not look for exposures", e.getCause());
    }
  }

  private void poll(Person person, List<FeedClient> feeds) {
    try {
      for (FeedClient feed : feeds) {
        for (ReceivedFile file : feed.poll()) {
          note(person, file, isExposed(person, file));
        }
      }
    } catch (IOException | ExportRefused | MalformedExport e) {
      refuse(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isExposed(Person person, ReceivedFile file) {
    return file.keys().stream()
        .map(key -> derived.computeIfAbsent(key, DerivedKey::of))
        .anyMatch(person.phone()::wasHeard);
  }

  private synchronized void note(Person person, ReceivedFile file, boolean exposed) {
    files.add(file.name());
    if (exposed) {
      warned.add(person.number());
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
    return people.size();
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
    people.keySet().forEach(person -> looking.add(person.number()));
    var wrong = new ArrayList<>(answers);
    refusals.forEach((why, times) -> wrong.add(why + " (" + times + " phones)"));
    return new Observation(looking, warned, filesOfKey, wrong);
  }
}
