package org.keyferry.origin.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
  private static final Pattern HOST =
      Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

  private final Listings listings;
  private final Optional<String> homeFeed;
  private final Optional<URI> publicUrl;
  private final InstantSource clock;
  private volatile Drawn last = new Drawn("", List.of(), null);

  /** The page, and of what it was drawn. */
  private record Drawn(String url, List<FeedList> lists, Representation page) {}

  /**
   * A feed's list.
   *
   * @param base where its addresses are
   * @param list as it is now
   */
  record FeedList(FeedBase base, Listings.Parsed list) {}

  public RootPage(
      Listings listings,
      Optional<String> homeFeed,
      Optional<URI> publicUrl,
      InstantSource clock) {
    this.listings = listings;
    this.homeFeed = homeFeed;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * The page as it is now.
   *
   * @throws StoreAway if the store does not say what there is
   */
  public Representation of(HttpServletRequest request) throws StoreAway {
    String url = publicUrl.map(RootPage::withoutSlash).orElseGet(() -> asked(request));
    List<FeedList> lists = lists();
    Drawn before = last;
    if (before.url().equals(url) && before.lists().equals(lists)) {
      return before.page();
    }
    byte[] html = PageText.of(url, lists).getBytes(StandardCharsets.UTF_8);
    var page =
        Representation.ofOwn("page.html", "text/html;charset=utf-8", html, clock.instant());
    last = new Drawn(url, lists, page);
    return page;
  }

  private List<FeedList> lists() throws StoreAway {
    SequencedSet<String> feeds = new TreeSet<>(listings.feeds());
    homeFeed.ifPresent(feeds::add);
    var lists = new ArrayList<FeedList>();
    for (String feed : feeds) {
      boolean atRoot = homeFeed.filter(feed::equals).isPresent();
      listings
          .of(feed)
          .ifPresent(list ->
              lists.add(new FeedList(new FeedBase(feed, atRoot ? "" : "/" + feed), list)));
    }
    return lists;
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String asked(HttpServletRequest request) {
    String host = request.getHeader("Host");
    boolean isPlain = host != null && HOST.matcher(host).matches();
    return request.getScheme()
        + "://"
        + (isPlain ? host : request.getLocalName() + ":" + request.getLocalPort());
  }
}
