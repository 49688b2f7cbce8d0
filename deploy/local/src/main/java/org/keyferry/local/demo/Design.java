package org.keyferry.local.demo;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.design.FilterAndListMatcher;
import org.keyferry.client.design.KeyMatcher;
import org.keyferry.client.design.Matches;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.follow.ListFeed.Fetching;
import org.keyferry.client.follow.Receiver;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.wire.key.DiagnosisKey;

/** The ways in which apps follow a region. Both find the same, or one of them is wrong. */
enum Design {
  /** Google's and Apple's framework: {@code index.txt} and zips. */
  EXPORT_FILES("export files", "files of a region that each of them is in", Fetching.DATA) {
    @Override
    Set<String> formats() {
      return Set.of(FeedAddress.EXPORT_ZIP);
    }

    @Override
    Matching matching(HeardBeacons heard, Function<DiagnosisKey, DerivedKey> derivation) {
      var matcher = new KeyMatcher(heard, derivation);
      return new Matching(matcher, matcher.matches());
    }
  },
  /** The proposal: the signed list of batches, and of each batch its filter and then its data. */
  SIGNED_LIST(
      "the signed list",
      "batches of a region's list that each of them is in",
      Fetching.FILTERS_AND_DATA) {
    @Override
    Set<String> formats() {
      return Set.of(FeedAddress.EDI1, FeedAddress.CCF1);
    }

    @Override
    Matching matching(HeardBeacons heard, Function<DiagnosisKey, DerivedKey> derivation) {
      var matcher = new FilterAndListMatcher(heard, derivation);
      return new Matching(matcher, matcher.matches());
    }
  };

  private final String text;
  private final String places;
  private final Fetching fetching;

  Design(String text, String places, Fetching fetching) {
    this.text = text;
    this.places = places;
    this.fetching = fetching;
  }

  /**
   * The part of an app that matches.
   *
   * @param receiver is given what was verified
   * @param matches what it found so far
   */
  record Matching(Receiver receiver, Matches matches) {}

  /**
   * Matches against what a phone heard.
   *
   * @param derivation what follows from a key, which simulated phones share
   */
  abstract Matching matching(HeardBeacons heard, Function<DiagnosisKey, DerivedKey> derivation);

  /** A new app that has seen nothing yet. */
  ReferenceClient client(Transport transport, InstantSource clock, RandomGenerator random) {
    return new ReferenceClient(transport, new MemoryStates(), clock, random, fetching);
  }

  /** What it needs of a region. */
  abstract Set<String> formats();

  /** What the places are called in which keys are. */
  String places() {
    return places;
  }

  /** In words. */
  String text() {
    return text;
  }
}
