package org.keyferry.origin.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyferry.origin.address.FeedBase;
import org.keyferry.origin.page.RootPage.FeedList;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ListedBatch;
import org.springframework.web.util.HtmlUtils;

/** Writes the page. */
final class PageText {
  private static final int NEWEST = 24;
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Keyferry: diagnosis keys</title>
      <style>{style}</style>
      </head>
      <body>
      <header>
      <h1>Diagnosis keys</h1>
      <p>Phones fetch everything here, compare it with what they saw themselves, and tell nobody what they find.
      Times are UTC. <a href="/v3/api-docs">The addresses for those who write clients</a> (OpenAPI).</p>
      </header>
      <main>
      {feeds}</main>
      </body>
      </html>
      """;

  private static final String FEED =
      """
      <section aria-labelledby="feed-{feed}">
      <h2 id="feed-{feed}">Region {region}, feed {feed}</h2>
      <p>List number {number}, issued {issued}, holds until {expires}: <a href="{path}/v1/exposed">as JSON</a>,
      <a href="{path}/v1/exposed.jws">signed</a>. Export files: <a href="/{feed}/index.txt">index.txt</a>.</p>
      <div class="wide" role="region" aria-label="Newest batches of feed {feed}" tabindex="0">
      <table>
      <caption>{caption}</caption>
      <thead><tr><th scope="col">Batch</th><th scope="col">From</th><th scope="col">To</th>
      <th scope="col" class="number">Keys</th><th scope="col" class="number">Bytes</th><th scope="col">SHA-256</th></tr></thead>
      <tbody>
      {rows}</tbody>
      </table>
      </div>
      {byhand}</section>
      """;

  private static final String UNREADABLE =
      """
      <section aria-labelledby="feed-{feed}">
      <h2 id="feed-{feed}">Feed {feed}</h2>
      <p>Its list can't be read now; the log of the origin says why.</p>
      </section>
      """;

  private static final String ROW =
      """
      <tr><th scope="row">{batch}</th><td>{from}</td><td>{to}</td><td class="number">{keys}</td><td class="number">{bytes}</td><td><code>{hash}</code></td></tr>
      """;

  private static final String BY_HAND =
      """
      <h3>Verify one by hand</h3>
      <p>The SHA-256 of batch {batch}, which has to be <code>{hash}</code>:</p>
      <pre><code>curl -s {url}{path}/v1/exposed/data/{batch} | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '='</code></pre>
      <p>What the signed list says, which has to be the same as the list:</p>
      <pre><code>curl -s {url}{path}/v1/exposed.jws | cut -d. -f2 | tr '_-' '/+' | base64 -d 2&gt;/dev/null | openssl dgst -sha256
      curl -s {url}{path}/v1/exposed | openssl dgst -sha256</code></pre>
      <p>The newest export file and the signature in it, in a checkout of Keyferry:</p>
      <pre><code>curl -s {url}/meta/signing-keys.pem -o keys.pem
      curl -s {url}/$(curl -s {url}/{feed}/index.txt | tail -n 1) -o newest.zip
      ./keyferry verify newest.zip --key keys.pem</code></pre>
      """;

  private PageText() {}

  /** The page with those lists, for whoever reaches the origin at that URL. */
  static String of(String url, List<FeedList> lists) {
    String feeds =
        lists.isEmpty()
            ? "<p>Nothing was published yet, or nobody has asked for a list since the start.</p>\n"
            : lists.stream().map(list -> feed(url, list)).collect(Collectors.joining());
    return filled(PAGE, Map.of("style", PagePolicy.STYLE, "feeds", feeds));
  }

  private static String feed(String url, FeedList list) {
    return list.list()
        .map(parsed -> feed(url, list.base(), parsed.listing()))
        .orElseGet(() -> filled(UNREADABLE, Map.of("feed", escaped(list.base().feed()))));
  }

  private static String feed(String url, FeedBase base, BatchListing listing) {
    String path = base.path();
    List<ListedBatch> newest = listing.batches().stream().limit(NEWEST).toList();
    return filled(
        FEED,
        Map.of(
            "feed", escaped(base.feed()),
            "region", escaped(listing.region().code()),
            "number", String.valueOf(listing.head().sequence()),
            "issued", time(listing.head().issuedAt()),
            "expires", time(listing.head().expiresAt()),
            "path", path,
            "caption", "The newest " + newest.size() + " of " + listing.batches().size(),
            "rows", newest.stream().map(batch -> row(path, batch)).collect(Collectors.joining()),
            "byhand", byHand(url, base, listing.batches())));
  }

  private static String row(String path, ListedBatch batch) {
    String id = escaped(batch.id().toString());
    return filled(
        ROW,
        Map.of(
            "batch",
            batch
                .data()
                .map(_ -> "<a href=\"" + path + "/v1/exposed/data/" + id + "\">" + id + "</a>")
                .orElse(id),
            "from",
            time(batch.window().start()),
            "to",
            time(batch.window().end()),
            "keys",
            String.valueOf(batch.count()),
            "bytes",
            batch.data().map(data -> String.valueOf(data.bytes())).orElse("–"),
            "hash",
            batch.data().map(data -> escaped(data.hash().text())).orElse("–")));
  }

  /** Of the newest batch that has keys, however old it is. */
  private static String byHand(String url, FeedBase base, List<ListedBatch> batches) {
    return batches.stream()
        .filter(batch -> batch.data().isPresent())
        .findFirst()
        .map(batch ->
            filled(
                BY_HAND,
                Map.of(
                    "url", escaped(url),
                    "path", base.path(),
                    "batch", escaped(batch.id().toString()),
                    "hash", escaped(batch.data().get().hash().text()),
                    "feed", escaped(base.feed()))))
        .orElse("");
  }

  /** The template with its {names} replaced by what they stand for, which is HTML. */
  private static String filled(String template, Map<String, String> values) {
    return NAME.matcher(template)
        .replaceAll(name -> Matcher.quoteReplacement(values.get(name.group(1))));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text);
  }
}
