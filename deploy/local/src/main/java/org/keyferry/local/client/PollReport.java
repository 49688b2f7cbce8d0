package org.keyferry.local.client;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.client.PollResult;
import org.keyferry.client.state.DayBytes;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * What one poll of all regions brought, for people and for programs.
 *
 * @param at when
 * @param regions in the order in which they were asked
 * @param mirrors what was wrong with mirrors of the document of authorities
 * @param matched keys whose phones were near, since the command was started
 * @param bytesToday loaded on this day
 * @param next when the command asks again; null if it ends
 */
public record PollReport(
    Instant at,
    List<RegionReport> regions,
    List<MirrorReport> mirrors,
    int matched,
    long bytesToday,
    Instant next) {

  public PollReport {
    regions = List.copyOf(regions);
    mirrors = List.copyOf(mirrors);
  }

  /**
   * What came of a region.
   *
   * @param result {@code new}, {@code unchanged}, {@code unknown}, {@code refused} or {@code
   *     failed}
   * @param files fetched, verified and matched
   * @param keys in them that were new
   * @param attack what it was refused for; null otherwise
   * @param problem what is wrong; null otherwise
   */
  public record RegionReport(
      String region, String result, int files, long keys, String attack, String problem) {
    static RegionReport of(Region region, PollResult result, boolean areAllMirrorsRight) {
      String code = region.code();
      return switch (result) {
        case PollResult.Polled polled ->
            new RegionReport(
                code,
                polled.poll().hasChanged() ? "new" : "unchanged",
                polled.poll().files(),
                polled.poll().keys(),
                null,
                null);
        case PollResult.UnknownRegion unknown ->
            new RegionReport(
                code, "unknown", 0, 0, null, areAllMirrorsRight ? null : notFetched(code));
        case PollResult.Refused refused ->
            new RegionReport(
                code,
                "refused",
                0,
                0,
                refused.attack().attack().text(),
                refused.attack().problem().toString());
        case PollResult.Failed failed ->
            new RegionReport(
                code, "failed", 0, 0, null, String.valueOf(failed.failure().getMessage()));
      };
    }

    private static String notFetched(String code) {
      return new Problem(
              "address of " + code,
              "document of authorities",
              "one that can be fetched and believed from each mirror",
              "none with it")
          .toString();
    }

    private String text() {
      return switch (result) {
        case "new" ->
            region
                + ": verified a new list; fetched, verified and matched "
                + files
                + " files, "
                + keys
                + " new keys";
        case "unchanged" -> region + ": nothing new";
        case "unknown" ->
            region + ": " + (problem == null ? "nobody knows where its backend is" : problem);
        case "refused" -> region + ": REFUSED, " + attack + ": " + problem;
        default -> region + ": failed: " + problem;
      };
    }
  }

  /**
   * A mirror that is not to be believed, or away.
   *
   * @param mirror its address
   * @param problem what is wrong
   */
  public record MirrorReport(String mirror, String problem) {}

  /** What is to be told. */
  public static PollReport of(
      Instant at,
      Map<Region, PollResult> results,
      Map<URI, Exception> mirrors,
      int matched,
      DayBytes bytes) {
    var regions = new ArrayList<RegionReport>();
    results.forEach(
        (region, result) -> regions.add(RegionReport.of(region, result, mirrors.isEmpty())));
    var wrong = new ArrayList<MirrorReport>();
    mirrors.forEach(
        (mirror, why) -> wrong.add(new MirrorReport(mirror.toString(), why.getMessage())));
    return new PollReport(at, regions, wrong, matched, bytes.bytes(), null);
  }

  /** The same, with the time of the next poll. */
  public PollReport withNext(Instant when) {
    return new PollReport(at, regions, mirrors, matched, bytesToday, when);
  }

  /** Whether every region answered, and all of it was right. */
  public boolean isRight() {
    return mirrors.isEmpty() && regions.stream().allMatch(each -> each.problem() == null);
  }

  /** For people. */
  public void print(PrintWriter out) {
    mirrors.forEach(each -> out.println("mirror " + each.mirror() + ": " + each.problem()));
    regions.forEach(each -> out.println(each.text()));
    out.println(matched + " keys matched; " + bytesToday + " bytes loaded today");
    if (next != null) {
      out.println("next poll at " + next);
    }
    out.flush();
  }
}
