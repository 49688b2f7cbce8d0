package org.keyferry.origin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
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
import org.springframework.http.HttpHeaders;

/**
 * Finds what is at an address, in the representation that the request would rather have.
 *
 * <p>in: address and request; out: what is there
 */
final class Finder {
  private static final Optional<String> BY_ENCODING = Optional.of(HttpHeaders.ACCEPT_ENCODING);
  private static final Optional<String> BY_TYPE = Optional.of(HttpHeaders.ACCEPT);
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
  Finding find(Address address, HttpServletRequest request) throws StoreAway {
    return switch (address) {
      case Address.Index index -> index(index, request);
      case Address.Fixed fixed -> fixed(fixed, Optional.empty(), request);
      case Address.Batch batch -> batch(batch, request);
      case Address.Alias alias -> alias(alias, request);
      case Address.Since since -> since(since);
      case Address.Page _ -> own(page.of(request), Caching.INDEX);
      case Address.Description _ -> own(description.document(), Caching.INDEX);
      case Address.Nowhere _ -> ABSENT;
    };
  }

  private Finding index(Address.Index index, HttpServletRequest request) throws StoreAway {
    Optional<Seen> seen = objects.index(index.object());
    if (seen.isEmpty()) {
      return absent(index.due());
    }
    return new Finding.There(
        shown(seen.get(), Caching.INDEX, Optional.empty(), Optional.empty(), request));
  }

  private Finding batch(Address.Batch batch, HttpServletRequest request) throws StoreAway {
    boolean filterPreferred = Preferences.filter(request.getHeader(HttpHeaders.ACCEPT));
    return fixed(batch.as(filterPreferred), Optional.of(batch), request);
  }

  private Finding fixed(
      Address.Fixed fixed, Optional<Address.Batch> chosen, HttpServletRequest request)
      throws StoreAway {
    Optional<Seen> seen = objects.fixed(fixed.objects());
    if (seen.isEmpty()) {
      return absent(fixed.due());
    }
    Shown shown = shown(seen.get(), Caching.FIXED, fixed.base(), Optional.empty(), request);
    if (chosen.isPresent()) {
      String name = shown.what().object();
      String own = Addresses.target(fixed.base().orElseThrow(), name).orElseThrow();
      shown = shown.chosenBy(BY_TYPE, Optional.of(own));
    }
    return new Finding.There(shown);
  }

  private Finding alias(Address.Alias alias, HttpServletRequest request) throws StoreAway {
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
      HttpServletRequest request) {
    Kept kept = seen.kept();
    boolean varies = kept.varies();
    boolean encoded = varies && Preferences.gzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
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
