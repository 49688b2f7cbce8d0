package org.keyferry.federation.gateway.hub;

import java.time.Duration;
import java.util.List;
import org.keyferry.wire.efgs.EfgsKeyRules;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.LongestStay.Part;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** What it is a hub for, and how: {@code keyferry.hub}. */
public record HubSettings(
    @Setting("Whether /efgs is served, the API of the European Federation Gateway Service 1.0.")
        Boolean efgs,
    @Setting("Whether /interop is served, the API of the interop server of the UK and Ireland.")
        Boolean interop,
    @Setting("The most keys of one upload, 1 to 100,000; more get 413.") Integer mostKeys,
    @Setting("The largest body of one upload in bytes, 1,000 to 100,000,000; larger ones get 413.")
        Integer largestBody,
    @Setting("How many days before today uploads are told, 0 to 28; older ones are deleted.")
        Integer daysBack,
    @Setting("How long before today an uploaded key of /efgs may start, 1 d to 30 d.")
        Duration longestAge,
    @Setting(
            "What becomes of an upload to /efgs with keys that the hub has: refuse (nothing of it"
                + " is stored, as EFGS does) or keep (the whole of it is, if any key is new). The"
                + " answer is 207 either way.")
        Repeats repeats,
    @Setting("Whether visited countries have to be two capital letters; EFGS takes any text.")
        Boolean checkCountries,
    @Setting("Whether days since onset have to be of the agreed classes; EFGS takes any number.")
        Boolean checkOnset,
    @Setting("How often what was left unfinished is finished and what is old deleted, 1 s to 1 h.")
        Duration housekeeping,
    @Setting("How long the brokers have to acknowledge the keys of an upload, 1 s to 1 min.")
        Duration acknowledgementTimeout,
    @Setting("The most callbacks of one backend, 0 to 100.") Integer mostCallbacks,
    @Setting("How often a callback is tried again, 0 to 10 times.") Integer callbackRetries,
    @Setting("How long before a callback is tried again, 1 s to 10 min.")
        Duration callbackRetryWait) {

  private static final String AT = "keyferry.hub.";

  /** What becomes of an upload with keys that the hub has. */
  public enum Repeats {
    /** Nothing of it is stored. */
    REFUSE,
    /** All of it is stored, if any key is new. */
    KEEP
  }

  public HubSettings {
    efgs = efgs != null && efgs;
    interop = interop != null && interop;
    mostKeys = mostKeys == null ? 5_000 : mostKeys;
    largestBody = largestBody == null ? 8_388_608 : largestBody;
    daysBack = daysBack == null ? 3 : daysBack;
    longestAge = longestAge == null ? Duration.ofDays(15) : longestAge;
    repeats = repeats == null ? Repeats.REFUSE : repeats;
    checkCountries = checkCountries != null && checkCountries;
    checkOnset = checkOnset != null && checkOnset;
    housekeeping = housekeeping == null ? Duration.ofMinutes(1) : housekeeping;
    acknowledgementTimeout =
        acknowledgementTimeout == null ? Duration.ofSeconds(10) : acknowledgementTimeout;
    mostCallbacks = mostCallbacks == null ? 10 : mostCallbacks;
    callbackRetries = callbackRetries == null ? 5 : callbackRetries;
    callbackRetryWait = callbackRetryWait == null ? Duration.ofMinutes(1) : callbackRetryWait;
    checkLimits(mostKeys, largestBody, daysBack, longestAge);
    checkWork(housekeeping, acknowledgementTimeout);
    checkCallbacks(mostCallbacks, callbackRetries, callbackRetryWait);
  }

  private static void checkLimits(
      int mostKeys, int largestBody, int daysBack, Duration longestAge) {
    InvalidSetting.unlessBetween(1, 100_000, AT + "most-keys", mostKeys);
    InvalidSetting.unlessBetween(1_000, 100_000_000, AT + "largest-body", largestBody);
    InvalidSetting.unlessBetween(0, 28, AT + "days-back", daysBack);
    InvalidSetting.unlessBetween(
        Duration.ofDays(1), Duration.ofDays(30), AT + "longest-age", longestAge);
  }

  private static void checkWork(Duration housekeeping, Duration acknowledgementTimeout) {
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), AT + "housekeeping", housekeeping);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        AT + "acknowledgement-timeout",
        acknowledgementTimeout);
  }

  private static void checkCallbacks(
      int mostCallbacks, int callbackRetries, Duration callbackRetryWait) {
    InvalidSetting.unlessBetween(0, 100, AT + "most-callbacks", mostCallbacks);
    InvalidSetting.unlessBetween(0, 10, AT + "callback-retries", callbackRetries);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        AT + "callback-retry-wait",
        callbackRetryWait);
  }

  BatchLimits limits() {
    return new BatchLimits(mostKeys, largestBody, BatchLimits.DEFAULT.mostRegions());
  }

  EfgsKeyRules rules() {
    return new EfgsKeyRules(longestAge, checkCountries, checkOnset);
  }

  /** How long a key stays in the object that is its upload. */
  public LongestStay stayInUploads() {
    return new LongestStay(
        "uploads to hubs",
        List.of(
            new Part(
                "rest of the day, and days before",
                Duration.ofDays(daysBack + 1L),
                AT + "days-back"),
            new Part("housekeeping", housekeeping, AT + "housekeeping"),
            Part.fixed("deletion of the version", Duration.ofDays(2))));
  }
}
