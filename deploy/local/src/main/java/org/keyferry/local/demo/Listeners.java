package org.keyferry.local.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * The phones that look for exposures, each on its own.
 *
 * <p>in: HTTP; out: {@link Observation}
 */
final class Listeners {
  private final Map<Person, ReferenceClient> people = new LinkedHashMap<>();
  private final Function<Region, Optional<FeedAddress>> directory;
  private final InstantSource clock;
  private final Map<DiagnosisKey, DerivedKey> derived = new ConcurrentHashMap<>();
  private final Set<Integer> warned = new HashSet<>();
  private final Map<String, Set<String>> filesOfKey = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();

  /**
   * @param listening whose phones they are; a phone follows every region in which its person was
   * @param directory where regions are
   * @param transport between phones and origins
   */
  Listeners(
      List<Person> listening,
      Function<Region, Optional<FeedAddress>> directory,
      Transport transport,
      InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    for (Person person : listening) {
      people.put(
          person,
          new ReferenceClient(transport, new MemoryStates(), clock, new Random(person.number())));
    }
  }

  /** Every phone fetches what is new to it, and matches. */
  void poll() throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var polls = new ArrayList<Future<?>>();
      people.forEach((person, client) -> polls.add(threads.submit(() -> poll(person, client))));
      for (Future<?> poll : polls) {
        poll.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a phone could not look for exposures", e.getCause());
    }
  }

  private void poll(Person person, ReferenceClient client) {
    try {
      client
          .poll(
              person.followed(clock.instant()),
              directory,
              file -> note(person, file, isExposed(person, file)))
          .forEach((region, result) -> {
            switch (result) {
              case PollResult.Polled polled -> {}
              case PollResult.UnknownRegion unknown -> refuse("nobody knows " + region);
              case PollResult.Refused refused -> refuse(refused.attack().getMessage());
              case PollResult.Failed failed -> refuse(failed.failure().getMessage());
            }
          });
    } catch (IOException e) {
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
