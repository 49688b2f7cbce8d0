package org.keyferry.local.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyferry.local.audit.Finding.Kind;

/**
 * What an audit found.
 *
 * @param at when it looked
 * @param limitSeconds how old anything of a key may be
 * @param places one line for each sort of place, and one for each place that is too old
 * @param unseen what could not be looked at, and why
 */
public record AuditReport(Instant at, long limitSeconds, List<Place> places, List<String> unseen) {
  public AuditReport {
    places = List.copyOf(places);
    unseen = List.copyOf(unseen);
  }

  /** Judgements of a place. */
  public enum Verdict {
    /** Nothing of a key in it is older than the limit. */
    WITHIN,
    /** Something of a key in it may be older than the limit. */
    OLDER,
    /** There is nothing in it. */
    EMPTY,
    /** No key is in it, whatever its age. */
    WITHOUT_KEYS
  }

  /**
   * A line of the report.
   *
   * @param kind sort of place
   * @param place which one
   * @param oldest time of the oldest thing in it, or null
   * @param ageSeconds its age, or null
   * @param verdict what that means
   */
  public record Place(
      String kind, String place, Instant oldest, Long ageSeconds, Verdict verdict) {}

  static AuditReport of(Instant now, Duration limit, List<Finding> findings, List<String> unseen) {
    var places = new ArrayList<Place>();
    Map<Kind, Finding> oldestWithin = new EnumMap<>(Kind.class);
    for (Finding finding : findings) {
      Place place = judge(finding, now, limit);
      if (summarized(finding.kind()) && place.verdict() != Verdict.OLDER) {
        oldestWithin.merge(finding.kind(), finding, AuditReport::older);
      } else {
        places.add(place);
      }
    }
    nothingOf(findings)
        .forEach(kind -> places.add(new Place(kind.toString(), "-", null, null, Verdict.EMPTY)));
    oldestWithin.values().forEach(finding -> places.add(judge(finding, now, limit)));
    return new AuditReport(now, limit.toSeconds(), places, unseen);
  }

  /** Files and objects of which none is there. */
  private static Set<Kind> nothingOf(List<Finding> findings) {
    Set<Kind> kinds = EnumSet.complementOf(EnumSet.of(Kind.TOPIC, Kind.SEGMENTS));
    findings.forEach(finding -> kinds.remove(finding.kind()));
    return kinds;
  }

  /** There are many, so only the oldest of those that are all right has a line. */
  private static boolean summarized(Kind kind) {
    return switch (kind) {
      case SPOOL, HELD, OBJECT, OLD_VERSION, UNFINISHED_UPLOAD -> true;
      case TOPIC, SEGMENTS, STORE -> false;
    };
  }

  private static Finding older(Finding one, Finding other) {
    if (one.holdsKeys() != other.holdsKeys()) {
      return one.holdsKeys() ? one : other;
    }
    return one.oldest().isAfter(other.oldest()) ? other : one;
  }

  private static Place judge(Finding finding, Instant now, Duration limit) {
    String kind = finding.kind().toString();
    if (finding.oldest() == null) {
      return new Place(kind, finding.place(), null, null, Verdict.EMPTY);
    }
    Duration age = Duration.between(finding.oldest(), now);
    Verdict verdict = Verdict.WITHIN;
    if (!finding.holdsKeys()) {
      verdict = Verdict.WITHOUT_KEYS;
    } else if (age.compareTo(limit) > 0) {
      verdict = Verdict.OLDER;
    }
    return new Place(kind, finding.place(), finding.oldest(), age.toSeconds(), verdict);
  }

  /** Whether nothing is older than it may be. */
  public boolean isClean() {
    return places.stream().noneMatch(place -> place.verdict() == Verdict.OLDER);
  }
}
