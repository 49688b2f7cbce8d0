package org.keyferry.origin.address;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.origin.address.Address.Alias;
import org.keyferry.origin.address.Address.Due;
import org.keyferry.origin.address.Address.Fixed;
import org.keyferry.origin.address.Address.Pace;
import org.keyferry.wire.document.BatchName;

/** Data and filters of batches and of aggregates. */
final class BatchAddresses {
  private static final Pattern ALIAS = Pattern.compile("latest|24h|48h|72h|1w|2w|all");
  private static final Pattern AGGREGATE =
      Pattern.compile("(?:24h|48h|72h|1w|2w|all)-[A-Za-z0-9_-]{22}");

  private BatchAddresses() {}

  static Address of(FeedBase base, String kind, String name) {
    return switch (kind) {
      case "data" -> data(base, name);
      case "filter" -> filter(base, name);
      default -> Addresses.NOWHERE;
    };
  }

  /** Whether the object lies at the address, which has the form KIND/NAME. */
  static boolean names(FeedBase base, String address, String object) {
    int slash = address.indexOf('/');
    return slash > 0
        && switch (of(base, address.substring(0, slash), address.substring(slash + 1))) {
          case Fixed fixed -> fixed.objects().contains(object);
          case Address.Batch batch -> batch.data().objects().contains(object);
          default -> false;
        };
  }

  private static Address data(FeedBase base, String name) {
    String at = base.objects() + "data/";
    String plain = Addresses.withoutToken(name);
    String token = name.substring(plain.length());
    if (name.equals("latest")) {
      return new Address.Latest(
          alias(base, at, name), alias(base, base.objects() + "filter/", name));
    }
    if (ALIAS.matcher(name).matches()) {
      return alias(base, at, name);
    }
    if (AGGREGATE.matcher(plain).matches()) {
      return new Fixed(
          List.of(at + plain + ".edi" + token, at + plain + ".json" + token),
          Optional.of(base),
          Optional.empty());
    }
    var due = due(base.feed(), plain);
    if (due.isEmpty()) {
      return Addresses.NOWHERE;
    }
    var data = new Fixed(List.of(at + plain + ".edi" + token), Optional.of(base), due);
    return token.isEmpty() ? new Address.Batch(data, (Fixed) filter(base, plain)) : data;
  }

  private static Address filter(FeedBase base, String name) {
    String at = base.objects() + "filter/";
    String plain = Addresses.withoutToken(name);
    String token = name.substring(plain.length());
    if (ALIAS.matcher(name).matches()) {
      return alias(base, at, name);
    }
    var due = due(base.feed(), plain);
    return due.isPresent() || AGGREGATE.matcher(plain).matches()
        ? new Fixed(List.of(at + plain + ".ccf" + token), Optional.of(base), due)
        : Addresses.NOWHERE;
  }

  private static Alias alias(FeedBase base, String folder, String name) {
    Pace pace = name.equals("latest") ? Pace.NEWEST : Pace.AGGREGATE;
    return new Alias(folder + name + ".alias", base, pace);
  }

  private static Optional<Due> due(String feed, String name) {
    return BatchName.isName(name)
        ? Optional.of(new Due(feed, BatchName.parse(name).windowEnd()))
        : Optional.empty();
  }
}
