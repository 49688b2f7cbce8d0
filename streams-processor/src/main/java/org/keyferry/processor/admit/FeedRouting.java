package org.keyferry.processor.admit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.processor.feed.FeedMatch;
import org.keyferry.processor.feed.FeedRule;
import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.wire.feed.Feed;

/**
 * Decides which feeds a key belongs to. Origin and the regions that a person declared are read here
 * and nowhere later. Pure, and for one thread: it remembers what it answered.
 *
 * <ul>
 *   <li>A public feed takes every local key.
 *   <li>All-to-all and hub feeds take local keys with consent.
 *   <li>A regional feed takes local keys with consent whose regions of interest contain the feed's
 *       region, are the whole cluster, or whose person travelled.
 *   <li>Public and gateway feeds take remote keys whose regions of interest contain the feed's
 *       region, are the whole cluster, or are not stated, if the feed includes their source.
 *   <li>Of these a feed takes no more than its own lists, its traveller rule and its ramps allow.
 * </ul>
 *
 * <p>A key costs what the feeds cost that its statement names, however many there are.
 */
public final class FeedRouting {
  private static final int MOST_REMEMBERED = 4096;

  /** Of local keys, whatever they say. */
  private final List<FeedRule> forLocal = new ArrayList<>();

  /** Of local keys with consent, whatever region they concern. */
  private final List<FeedRule> forLocalWithConsent = new ArrayList<>();

  /** Of local keys with consent, by the region that they concern. */
  private final Map<String, List<FeedRule>> forRegionOfLocal = new TreeMap<>();

  /** Of remote keys, by the region that they concern. */
  private final Map<String, List<FeedRule>> forRegionOfRemote = new TreeMap<>();

  private final Map<KeyStatement, FeedMatch> remembered = new HashMap<>();

  /**
   * @param feeds the feeds; one that is to change may be among them in several forms, and takes
   *     what any of them takes
   */
  public FeedRouting(Collection<Feed> feeds) {
    for (Feed feed : feeds) {
      var rule = new FeedRule(feed);
      String region = feed.region().code();
      switch (feed.kind()) {
        case PUBLIC -> {
          forLocal.add(rule);
          add(forRegionOfRemote, region, rule);
        }
        case ALL_TO_ALL, HUB -> forLocalWithConsent.add(rule);
        case REGIONAL -> add(forRegionOfLocal, region, rule);
        case GATEWAY -> add(forRegionOfRemote, region, rule);
      }
    }
  }

  private static void add(Map<String, List<FeedRule>> rules, String region, FeedRule rule) {
    rules.computeIfAbsent(region, code -> new ArrayList<>()).add(rule);
  }

  /**
   * Where a key belongs.
   *
   * @param feeds the feeds that take it; may be none
   * @param from where it came from, by which they chose
   */
  public record Route(FeedSet feeds, KeyProvenance from) {}

  /** The feeds of a key that entered by our own gateway. */
  public Route ofLocal(SubmittedKey key) {
    var statement = KeyStatement.of(key, forRegionOfLocal.keySet());
    return route(statement, key.getTemporaryExposureKey().getKeyData().toByteArray());
  }

  /** The feeds of a key that came from another backend. */
  public Route ofRemote(FederatedKey key) {
    var statement = KeyStatement.of(key, forRegionOfRemote.keySet());
    return route(statement, key.getTemporaryExposureKey().getKeyData().toByteArray());
  }

  private Route route(KeyStatement statement, byte[] keyData) {
    FeedMatch match = remembered.get(statement);
    if (match == null) {
      match = FeedMatch.of(candidates(statement), statement.from());
      if (remembered.size() == MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(statement, match);
    }
    return new Route(match.feeds(keyData), statement.from());
  }

  /** The feeds whose kind and region let them hold the key. */
  private List<FeedRule> candidates(KeyStatement statement) {
    var found = new ArrayList<FeedRule>();
    Map<String, List<FeedRule>> byRegion = forRegionOfRemote;
    if (statement.from().isLocal()) {
      found.addAll(forLocal);
      if (!statement.consent()) {
        return found;
      }
      found.addAll(forLocalWithConsent);
      byRegion = forRegionOfLocal;
    }
    if (statement.everywhere()) {
      byRegion.values().forEach(found::addAll);
    }
    for (String region : statement.regions()) {
      found.addAll(byRegion.get(region));
    }
    return found;
  }
}
