package org.keyferry.origin;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.keyferry.origin.address.Address;
import org.keyferry.origin.address.Addresses;
import org.keyferry.origin.address.FeedBase;
import org.keyferry.origin.address.Preferences;
import org.keyferry.origin.answer.Caching;
import org.keyferry.origin.answer.Shown;
import org.keyferry.origin.kept.Kept;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.kept.Representation;
import org.keyferry.origin.kept.Seen;
import org.keyferry.origin.kept.StoreAway;
import org.keyferry.origin.list.Listings;
import org.keyferry.origin.list.SinceRule;
import org.keyferry.origin.page.Description;
import org.keyferry.origin.page.RootPage;

/**
 * Finds what is at an address, in the representation that the request would rather have.
 *
 * <p>in: address and request; out: what is there
 */
final class Finder {
  private static final Optional<String> BY_ENCODING =
      Optional.of(HttpHeader.ACCEPT_ENCODING.asString());
  private static final Optional<String> BY_TYPE = Optional.of(HttpHeader.ACCEPT.asString());
  private static final Finding ABSENT = new Finding.Absent(Optional.empty());

  private final KeptObjects objects;
  private final Listings listings;
  private final Description description;
  private final RootPage page;
  private final Duration indexMaxAge;

  Finder(
      KeptObjects objects,
      Listings listings,
      Description description,
      RootPage page,
      Duration indexMaxAge) {
    this.objects = objects;
    this.listings = listings;
    this.description = description;
    this.page = page;
    this.indexMaxAge = indexMaxAge;
  }

  /**
   * What is there.
   *
   * @throws StoreAway if the store does not say
   */
  Finding find(Address address, Request request) throws StoreAway {
    return switch (address) {
      case Address.Index index -> index(index, request);
      case Address.Fixed fixed -> fixed(fixed, request);
      case Address.Batch batch -> batch(batch, request);
      case Address.Alias alias -> alias(alias, request);
      case Address.Since since -> since(since);
      case Address.Page _ -> own(page.of(request), Caching.INDEX);
      case Address.Description _ -> own(description.document(), Caching.INDEX);
      case Address.Nowhere _ -> ABSENT;
    };
  }

  /** What is there, if nobody has to be waited for: neither for it, nor for its bytes. */
  Optional<Shown> atHand(Address address, Request request) {
    return switch (address) {
      case Address.Index index ->
          objects.indexAtHand(index.object()).map(seen -> index(seen, request));
      case Address.Fixed fixed ->
          objects.fixedAtHand(fixed.objects()).map(seen -> fixed(seen, fixed, request));
      case Address.Batch batch -> {
        Address.Fixed fixed = chosen(batch, request);
        yield objects
            .fixedAtHand(fixed.objects())
            .map(seen -> chosen(fixed(seen, fixed, request), fixed));
      }
      case Address.Alias _, Address.Since _, Address.Page _ -> Optional.empty();
      case Address.Description _, Address.Nowhere _ -> Optional.empty();
    };
  }

  private Finding index(Address.Index index, Request request) throws StoreAway {
    Optional<Seen> seen = objects.index(index.object());
    return seen.isEmpty() ? absent(index.due()) : new Finding.There(index(seen.get(), request));
  }

  private static Shown index(Seen seen, Request request) {
    return shown(seen, Caching.INDEX, Optional.empty(), Optional.empty(), request);
  }

  private Finding fixed(Address.Fixed fixed, Request request) throws StoreAway {
    Optional<Seen> seen = objects.fixed(fixed.objects());
    return seen.isEmpty()
        ? absent(fixed.due())
        : new Finding.There(fixed(seen.get(), fixed, request));
  }

  private static Shown fixed(Seen seen, Address.Fixed fixed, Request request) {
    return shown(seen, Caching.FIXED, fixed.base(), Optional.empty(), request);
  }

  private Finding batch(Address.Batch batch, Request request) throws StoreAway {
    Address.Fixed fixed = chosen(batch, request);
    Finding found = fixed(fixed, request);
    return found instanceof Finding.There(Shown shown)
        ? new Finding.There(chosen(shown, fixed))
        : found;
  }

  private static Address.Fixed chosen(Address.Batch batch, Request request) {
    return batch.as(Preferences.filter(request.getHeaders().get(HttpHeader.ACCEPT)));
  }

  private static Shown chosen(Shown shown, Address.Fixed fixed) {
    String own = Addresses.target(fixed.base().orElseThrow(), shown.what().object()).orElseThrow();
    return shown.chosenBy(BY_TYPE, Optional.of(own));
  }

  private Finding alias(Address.Alias alias, Request request) throws StoreAway {
    var named = objects.alias(alias);
    if (named.isEmpty()) {
      return ABSENT;
    }
    return new Finding.There(
        shown(
            named.get().target(),
            Caching.of(alias.pace()),
            Optional.of(alias.base()),
            Optional.of(named.get().address()),
            request));
  }

  private static Shown shown(
      Seen seen,
      Caching caching,
      Optional<FeedBase> base,
      Optional<String> location,
      Request request) {
    Kept kept = seen.kept();
    boolean varies = kept.varies();
    boolean encoded =
        varies && Preferences.gzip(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
    Representation what = kept.as(encoded);
    return new Shown(
        what,
        caching,
        base,
        varies ? BY_ENCODING : Optional.empty(),
        location,
        encoded,
        seen.age(),
        seen.stale());
  }

  private static Finding own(Representation what, Caching caching) {
    return new Finding.There(
        new Shown(
            what,
            caching,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Duration.ZERO,
            false));
  }

  private Finding since(Address.Since since) throws StoreAway {
    var point = SinceRule.parse(since.since());
    if (point.isEmpty()) {
      return new Finding.Senseless("since", SinceRule.EXPECTED);
    }
    var listing = listings.of(since.base().feed());
    Optional<LocalDate> day = listing.flatMap(each -> SinceRule.day(point.get(), each.listing()));
    return day.<Finding>map(found -> new Finding.Elsewhere("exposed/" + found)).orElse(ABSENT);
  }

  /** Nothing; if it is beyond what the feed's list has, with the time in which that changes. */
  private Finding absent(Optional<Address.Due> due) {
    return due.isPresent() && isAhead(due.get())
        ? new Finding.Absent(Optional.of(indexMaxAge))
        : ABSENT;
  }

  private boolean isAhead(Address.Due due) {
    try {
      return listings
          .of(due.feed())
          .filter(list ->
              list.listing().batches().stream()
                  .allMatch(batch -> batch.window().end().isBefore(due.end())))
          .isPresent();
    } catch (StoreAway e) {
      // The store has just said that nothing is there; a list that can't be read changes nothing.
      return false;
    }
  }
}
