package org.keyferry.origin;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
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
  private static final String BY_TYPE = HttpHeader.ACCEPT.asString();
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
      case Address.Latest latest -> latest(latest, request);
      case Address.Chunk chunk -> chunk(chunk, request);
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
      case Address.Alias _, Address.Latest _, Address.Chunk _ -> Optional.empty();
      case Address.Since _, Address.Page _, Address.Description _ -> Optional.empty();
      case Address.Nowhere _ -> Optional.empty();
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
    Optional<String> folder = fixed.base().map(base -> base.folder(fixed.objects().getFirst()));
    return shown(seen, Caching.FIXED, folder, Optional.empty(), request);
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
    FeedBase base = fixed.base().orElseThrow();
    String own = Addresses.target(base, shown.what().object()).orElseThrow();
    return shown.chosenBy(BY_TYPE, base.data(), Optional.of(own));
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
            Optional.of(alias.base().folder(alias.object())),
            Optional.of(named.get().address()),
            request));
  }

  private Finding latest(Address.Latest latest, Request request) throws StoreAway {
    boolean asFilter = Preferences.filter(request.getHeaders().get(HttpHeader.ACCEPT));
    Finding filter = asFilter ? alias(latest.filter(), request) : ABSENT;
    Finding found = filter instanceof Finding.There ? filter : alias(latest.data(), request);
    return found instanceof Finding.There(Shown shown)
        ? new Finding.There(shown.chosenBy(BY_TYPE, latest.data().base().data(), shown.location()))
        : found;
  }

  private Finding chunk(Address.Chunk chunk, Request request) throws StoreAway {
    Optional<Seen> alias = objects.index(chunk.alias().object());
    if (alias.isEmpty()) {
      return noChunk(chunk);
    }
    Representation seen = alias.get().kept().plain();
    Finding found =
        seen.size() == 0
            ? new Finding.There(
                shown(
                    alias.get(),
                    Caching.of(chunk.alias().pace()),
                    Optional.empty(),
                    Optional.empty(),
                    request))
            : alias(chunk.alias(), request);
    return found instanceof Finding.There(Shown shown)
        ? new Finding.There(shown.numbered(seen.chunk()))
        : found;
  }

  /** Why there is no chunk of that number: it is to come, or was there. */
  private Finding noChunk(Address.Chunk chunk) throws StoreAway {
    String feed = chunk.alias().base().feed();
    OptionalLong newest = number(chunk.newest());
    if (newest.isEmpty() || chunk.number().isEmpty()) {
      return listings.of(feed).isPresent() ? new Finding.Absent(Optional.of(indexMaxAge)) : ABSENT;
    }
    long number = chunk.number().getAsLong();
    if (number > newest.getAsLong()) {
      return new Finding.Absent(Optional.of(indexMaxAge));
    }
    OptionalLong oldest = number(chunk.oldest());
    return oldest.isPresent() && number < oldest.getAsLong()
        ? new Finding.Gone(oldest.getAsLong())
        : ABSENT;
  }

  private OptionalLong number(String alias) throws StoreAway {
    Optional<Seen> seen = objects.index(alias);
    return seen.isPresent() ? seen.get().kept().plain().chunk() : OptionalLong.empty();
  }

  private static Shown shown(
      Seen seen,
      Caching caching,
      Optional<String> folder,
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
        folder,
        varies ? BY_ENCODING : Optional.empty(),
        location,
        encoded,
        seen.age(),
        seen.stale(),
        OptionalLong.empty());
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
            false,
            OptionalLong.empty()));
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
