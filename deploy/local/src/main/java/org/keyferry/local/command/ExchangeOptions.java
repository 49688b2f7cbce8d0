package org.keyferry.local.command;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.local.backend.Exchange;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PushFormat;
import org.keyferry.wire.settings.InvalidSetting;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** With whom a backend exchanges keys. {@code ./keyferry peers onboard} makes them known. */
final class ExchangeOptions {
  @Option(
      names = "--neighbour",
      paramLabel = "REGION",
      split = ",",
      converter = RegionText.class,
      description = {
        "A region whose backend reads a feed of its own here, and whose keys are published here;",
        "may be repeated. ./keyferry peers onboard makes backends known to each other."
      })
  private List<Region> neighbours = new ArrayList<>();

  @Option(
      names = "--by-hub",
      paramLabel = "FORMAT=REGION",
      split = ",",
      converter = HubRegionText.class,
      description = {
        "A region with which keys are exchanged by a hub that speaks efgs or interop,",
        "such as efgs=DE; may be repeated."
      })
  private List<HubRegion> byHub = new ArrayList<>();

  @Option(
      names = "--hub",
      paramLabel = "FORMAT",
      split = ",",
      converter = PushFormatText.class,
      description = {
        "Is nothing but a hub for other backends, which speaks efgs, interop, or both.",
        "Its --region is a name for the hub, such as EU."
      })
  private Set<PushFormat> hub = new LinkedHashSet<>();

  /** A region behind a hub. */
  record HubRegion(PushFormat format, Region region) {}

  /** Reads {@code FORMAT=REGION}. */
  static final class HubRegionText implements ITypeConverter<HubRegion> {
    @Override
    public HubRegion convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new TypeConversionException("expected efgs=REGION or interop=REGION, got " + text);
      }
      return new HubRegion(
          new PushFormatText().convert(text.substring(0, equals)),
          new RegionText().convert(text.substring(equals + 1)));
    }
  }

  /** Reads what a hub speaks. */
  static final class PushFormatText implements ITypeConverter<PushFormat> {
    @Override
    public PushFormat convert(String text) {
      for (PushFormat format : PushFormat.values()) {
        if (format.word().equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("expected efgs or interop, got " + text);
    }
  }

  /**
   * All of it.
   *
   * @param home the region of the backend itself
   * @throws InvalidSetting if a region is there twice, or a hub is to be something else, too
   */
  Exchange exchange(Region home) {
    Map<PushFormat, List<Region>> regions = new EnumMap<>(PushFormat.class);
    byHub.forEach(each ->
        regions.computeIfAbsent(each.format(), format -> new ArrayList<>()).add(each.region()));
    var named =
        Stream.of(Stream.of(home), neighbours.stream(), byHub.stream().map(HubRegion::region))
            .flatMap(all -> all)
            .toList();
    require(
        Set.copyOf(named).size() == named.size(),
        "--neighbour and --by-hub",
        "each region once, and not " + home + " itself",
        named.subList(1, named.size()));
    require(
        hub.isEmpty() || named.size() == 1,
        "--hub",
        "no --neighbour and no --by-hub, as a hub has no keys of its own",
        named.subList(1, named.size()));
    return new Exchange(neighbours, regions, hub);
  }

  private static void require(boolean holds, String what, String expected, Object actual) {
    if (!holds) {
      throw new InvalidSetting(
          new Problem(what, "the command line", expected, String.valueOf(actual)));
    }
  }
}
