package org.keyferry.local.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import java.util.stream.Collectors;
import org.keyferry.client.PollResult;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * The phones that look for exposures in one way, each on its own.
 *
 * <p>in: HTTP; out: {@link Observation}
 */
final class Listeners {
  private final Function<Region, Optional<FeedAddress>> directory;
  private final InstantSource clock;
  private final List<Listener> phones = new ArrayList<>();
  private final Map<DiagnosisKey, DerivedKey> derived = new ConcurrentHashMap<>();
  private final Map<String, Map<String, DiagnosisKey>> filesOfKey = new TreeMap<>();
  private final Map<String, Integer> repeatsOfFile = new HashMap<>();
  private final Map<String, Integer> refusals = new LinkedHashMap<>();

  /**
   * @param design how they follow a region
   * @param listening whose phones they are; a phone follows every region in which its person was
   * @param directory where regions are
   * @param transport between phones and origins
   */
  Listeners(
      Design design,
      List<Person> listening,
      Function<Region, Optional<FeedAddress>> directory,
      Transport transport,
      InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    for (Person person : listening) {
      phones.add(
          new Listener(
              person,
              design.client(transport, clock, new Random(person.number())),
              design.matching(
                  person.phone().heard(), key -> derived.computeIfAbsent(key, DerivedKey::of))));
    }
  }

  /** Every phone fetches what is new to it, and matches. */
  void poll() throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      var polls = new ArrayList<Future<?>>();
      phones.forEach(phone -> polls.add(threads.submit(() -> poll(phone))));
      for (Future<?> poll : polls) {
        poll.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a phone could not look for exposures", e.getCause());
    }
  }

  private void poll(Listener phone) {
    try {
      phone
          .poll(directory, clock, this::note)
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

  private synchronized void note(ReceivedFile file) {
    repeatsOfFile.merge(file.name(), file.repeated(), Math::max);
    file.keys()
        .forEach(key ->
            filesOfKey
                .computeIfAbsent(
                    Base64.getEncoder().encodeToString(key.key().toByteArray()),
                    bytes -> new TreeMap<>())
                .put(file.name(), key));
  }

  private synchronized void refuse(String why) {
    refusals.merge(why, 1, Integer::sum);
  }

  /** How many export files, or batches of lists, they have fetched. */
  synchronized int files() {
    return repeatsOfFile.size();
  }

  /** What they learned. */
  synchronized Observation observed() {
    return new Observation(
        numbers(phones),
        numbers(phones.stream().filter(Listener::isWarned).toList()),
        filesOfKey,
        repeatsOfFile.values().stream().mapToInt(Integer::intValue).sum(),
        refusals.entrySet().stream()
            .map(why -> why.getKey() + " (" + why.getValue() + " phones)")
            .toList());
  }

  private static Set<Integer> numbers(List<Listener> phones) {
    return phones.stream().map(phone -> phone.person().number()).collect(Collectors.toSet());
  }
}
