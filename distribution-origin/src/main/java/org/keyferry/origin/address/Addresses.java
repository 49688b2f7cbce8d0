package org.keyferry.origin.address;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.keyferry.origin.address.Address.Alias;
import org.keyferry.origin.address.Address.Chunk;
import org.keyferry.origin.address.Address.Due;
import org.keyferry.origin.address.Address.Fixed;
import org.keyferry.origin.address.Address.Index;
import org.keyferry.origin.address.Address.Pace;
import org.keyferry.origin.address.Address.Since;
import org.keyferry.wire.document.DocumentNames;

/**
 * Tells what addresses stand for.
 *
 * <p>An address is taken as it stands in the request line, without decoding, and there is one
 * spelling for each: caches on the way can't be filled with, or poisoned through, a second one. The
 * only query is {@code since}.
 */
public final class Addresses {
  static final Address NOWHERE = new Address.Nowhere();
  private static final int LONGEST = 160;
  private static final BitSet PLAIN = plain();
  private static final Pattern FEED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,31}");
  private static final String SECONDS = "(?:0|[1-9][0-9]{0,11})";
  private static final Pattern EXPORT =
      Pattern.compile(SECONDS + "-" + SECONDS + "-[0-9]{5}\\.zip");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern CHUNK = Pattern.compile("[1-9][0-9]{0,17}");
  static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
  private static final String SINCE = "since=";
  private static final String TOKEN = ".tsr";
  static final String SIGNED = ".jws";

  private final Optional<String> homeFeed;

  /**
   * @param homeFeed the feed that has the root, too
   */
  public Addresses(Optional<String> homeFeed) {
    this.homeFeed = homeFeed;
  }

  /**
   * What the address stands for.
   *
   * @param path as in the request line
   * @param query the same; null if there is none
   */
  public Address of(String path, String query) {
    if (path.equals("/")) {
      return query == null ? new Address.Page() : NOWHERE;
    }
    if (path.length() > LONGEST || !isPlain(path)) {
      return NOWHERE;
    }
    List<String> parts = Arrays.asList(path.substring(1).split("/"));
    Address found = find(parts, query);
    return query == null || found instanceof Since ? found : NOWHERE;
  }

  private static BitSet plain() {
    var characters = new BitSet();
    "._-".chars().forEach(characters::set);
    characters.set('0', '9' + 1);
    characters.set('A', 'Z' + 1);
    characters.set('a', 'z' + 1);
    return characters;
  }

  /** Whether it is made of parts that have no character that could be written in another way. */
  private static boolean isPlain(String path) {
    boolean inPart = true;
    for (int i = 0; i < path.length(); i++) {
      boolean slash = path.charAt(i) == '/';
      if (slash ? !inPart : i == 0 || !PLAIN.get(path.charAt(i))) {
        return false;
      }
      inPart = !slash;
    }
    return inPart && !path.isEmpty();
  }

  private Address find(List<String> parts, String query) {
    String first = parts.getFirst();
    List<String> rest = parts.subList(1, parts.size());
    return switch (first) {
      case "v1" ->
          homeFeed.map(feed -> versioned(new FeedBase(feed, ""), parts, query)).orElse(NOWHERE);
      case "v3" -> rest.equals(List.of("api-docs")) ? new Address.Description() : NOWHERE;
      case "meta" -> MetaAddresses.of(rest);
      case ".well-known" -> MetaAddresses.wellKnown(rest);
      case "actuator" -> NOWHERE;
      default ->
          FEED.matcher(first).matches() && !rest.isEmpty()
              ? ofFeed(new FeedBase(first, "/" + first), rest, query)
              : NOWHERE;
    };
  }

  private static Address ofFeed(FeedBase base, List<String> parts, String query) {
    if (parts.size() > 1) {
      return parts.getFirst().equals("v1") ? versioned(base, parts, query) : NOWHERE;
    }
    String name = parts.getFirst();
    if (name.equals("index.txt") || name.equals("index.jws")) {
      return new Index(base.feed() + "/" + name, Optional.empty());
    }
    return EXPORT.matcher(withoutToken(name)).matches()
        ? new Fixed(List.of(base.feed() + "/" + name), Optional.of(base), Optional.empty())
        : NOWHERE;
  }

  private static Address versioned(FeedBase base, List<String> parts, String query) {
    if (parts.size() == 2) {
      return switch (parts.get(1)) {
        case "exposed" -> list(base, query);
        case "exposed.jws" -> new Index(base.objects() + "list.jws", Optional.empty());
        case "keys" -> oldestChunk(base);
        default -> NOWHERE;
      };
    }
    if (parts.size() == 3) {
      return switch (parts.get(1)) {
        case "exposed" -> day(base, parts.get(2));
        case "keys" -> chunk(base, parts.get(2));
        default -> NOWHERE;
      };
    }
    return parts.size() == 4 && parts.get(1).equals("exposed")
        ? BatchAddresses.of(base, parts.get(2), parts.get(3))
        : NOWHERE;
  }

  private static Address list(FeedBase base, String query) {
    return query != null && query.startsWith(SINCE)
        ? new Since(base, query.substring(SINCE.length()))
        : new Index(base.objects() + "list.json", Optional.empty());
  }

  private static Address day(FeedBase base, String name) {
    boolean signed = name.endsWith(SIGNED);
    String day = signed ? name.substring(0, name.length() - SIGNED.length()) : name;
    if (!DAY.matcher(day).matches()) {
      return NOWHERE;
    }
    try {
      var end = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(1);
      return new Index(
          base.objects() + "days/" + day + (signed ? SIGNED : ".json"),
          Optional.of(new Due(base.feed(), end)));
    } catch (DateTimeException e) {
      return NOWHERE;
    }
  }

  private static Address chunk(FeedBase base, String number) {
    if (!CHUNK.matcher(number).matches()) {
      return NOWHERE;
    }
    long chunk = Long.parseLong(number);
    var alias = new Alias(DocumentNames.chunk(base.feed(), chunk), base, Pace.NEVER);
    return new Chunk(alias, OptionalLong.of(chunk));
  }

  private static Address oldestChunk(FeedBase base) {
    var alias = new Alias(DocumentNames.firstChunk(base.feed()), base, Pace.AGGREGATE);
    return new Chunk(alias, OptionalLong.empty());
  }

  /**
   * The address of what an alias names.
   *
   * @return empty if an alias of that feed may not name it
   */
  public static Optional<String> target(FeedBase base, String object) {
    String below = base.objects();
    if (object.startsWith(below)) {
      int ending = Math.max(object.lastIndexOf('.'), below.length());
      String address = object.substring(below.length(), ending);
      return BatchAddresses.names(base, address, object)
          ? Optional.of(base.path() + "/v1/exposed/" + address)
          : Optional.empty();
    }
    String folder = base.feed() + "/";
    return object.startsWith(folder) && EXPORT.matcher(object.substring(folder.length())).matches()
        ? Optional.of("/" + object)
        : Optional.empty();
  }

  static String withoutToken(String name) {
    return name.endsWith(TOKEN) ? name.substring(0, name.length() - TOKEN.length()) : name;
  }
}
