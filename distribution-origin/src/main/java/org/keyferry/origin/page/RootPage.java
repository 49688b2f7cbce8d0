package org.keyferry.origin.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.keyferry.origin.address.FeedBase;
import org.keyferry.origin.kept.Representation;
import org.keyferry.origin.kept.StoreAway;
import org.keyferry.origin.list.Listings;

/**
 * The page for people: which regions there are, what was published last, and how to verify it. It
 * is drawn anew when a list is another one.
 *
 * <p>in: the home feed's list and those that clients asked for; out: HTML without scripts
 */
public final class RootPage {
  private final Listings listings;
  private final Optional<String> homeFeed;
  private final Optional<URI> publicUrl;
  private final InstantSource clock;
  private final Consumer<StoreAway> unreadable;
  private volatile Drawn last = new Drawn("", List.of(), null);

  /** The page, and of what it was drawn. */
  private record Drawn(String url, List<FeedList> lists, Representation page) {}

  /**
   * A feed's list.
   *
   * @param base where its addresses are
   * @param list as it is now; empty if it can't be read
   */
  record FeedList(FeedBase base, Optional<Listings.Parsed> list) {}

  /**
   * @param publicUrl where phones reach it
   * @param unreadable is told of lists that can't be read while others can
   */
  public RootPage(
      Listings listings,
      Optional<String> homeFeed,
      Optional<URI> publicUrl,
      InstantSource clock,
      Consumer<StoreAway> unreadable) {
    this.listings = listings;
    this.homeFeed = homeFeed;
    this.publicUrl = publicUrl;
    this.clock = clock;
    this.unreadable = unreadable;
  }

  /**
   * The page as it is now.
   *
   * @throws StoreAway if no list can be read
   */
  public Representation of(Request request) throws StoreAway {
    String url = publicUrl.map(RootPage::withoutSlash).orElseGet(() -> onThisMachine(request));
    List<FeedList> lists = lists();
    Drawn before = last;
    if (before.url().equals(url) && before.lists().equals(lists)) {
      return before.page();
    }
    byte[] html = PageText.of(url, lists).getBytes(StandardCharsets.UTF_8);
    var page = Representation.ofOwn("page.html", "text/html;charset=utf-8", html, clock.instant());
    last = new Drawn(url, lists, page);
    return page;
  }

  private List<FeedList> lists() throws StoreAway {
    SequencedSet<String> feeds = new TreeSet<>(listings.feeds());
    homeFeed.ifPresent(feeds::add);
    var lists = new ArrayList<FeedList>();
    var failures = new ArrayList<StoreAway>();
    for (String feed : feeds) {
      boolean atRoot = homeFeed.filter(feed::equals).isPresent();
      var base = new FeedBase(feed, atRoot ? "" : "/" + feed);
      try {
        listings.of(feed).ifPresent(list -> lists.add(new FeedList(base, Optional.of(list))));
      } catch (StoreAway e) {
        failures.add(e);
        lists.add(new FeedList(base, Optional.empty()));
      }
    }
    if (!failures.isEmpty() && failures.size() == lists.size()) {
      throw failures.getFirst();
    }
    failures.forEach(unreadable);
    return lists;
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Not as the client has it: a cache may give the page to others, and they run its commands. */
  private static String onThisMachine(Request request) {
    return request.getHttpURI().getScheme() + "://localhost:" + Request.getLocalPort(request);
  }
}
