package org.keyferry.connector.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.ExportIndex;

/**
 * Export files that phones read, listed in {@code index.txt} below the base URL: any that was not
 * read yet is a batch, whatever its place in the list.
 *
 * <p>Names in the list are relative to the base URL, or to the folder above where they begin with
 * the name of the base URL's own folder, as exporters write them that serve several regions.
 */
final class IndexPull implements PullProtocol {
  private static final int MOST_INDEX_BYTES = 1 << 20;

  private final URI base;
  private final BatchContent content;
  private final Deque<String> waiting = new ArrayDeque<>();
  private List<String> listed = List.of();
  private String etag;

  IndexPull(URI base, BatchContent content) {
    this.base = base;
    this.content = content;
  }

  @Override
  public BatchContent content() {
    return content;
  }

  @Override
  public PullPosition passed(PullPosition position, String batchId) {
    return position.seeing(position.seen().plus(batchId));
  }

  @Override
  public PullAnswer next(PullPosition position, PeerClient client, Path body)
      throws IOException, BatchRefused {
    if (waiting.isEmpty()) {
      readIndex(client);
      listed.stream().filter(name -> !position.seen().contains(name)).forEach(waiting::add);
    }
    while (!waiting.isEmpty()) {
      String name = waiting.peek();
      if (position.seen().contains(name)) {
        waiting.remove();
        continue;
      }
      Answer answer = client.download(resolve(name), Map.of(), body);
      if (answer.status() == Answer.OK) {
        return new PullAnswer.Batch(
            name, Optional.empty(), false, Optional.empty(), Optional.empty());
      }
      waiting.remove();
      if (answer.status() != Answer.NOT_FOUND && answer.status() != Answer.GONE) {
        throw answer.unexpected("200, or 404 for a file that has expired");
      }
    }
    return new PullAnswer.Nothing(
        Optional.empty(), position.seeing(position.seen().within(listed)));
  }

  private void readIndex(PeerClient client) throws IOException, BatchRefused {
    URI url = base.resolve("index.txt");
    var bytes = new ByteArrayOutputStream();
    Map<String, String> condition = new HashMap<>();
    if (etag != null) {
      condition.put("If-None-Match", etag);
    }
    Answer answer = client.download(url, condition, bytes, MOST_INDEX_BYTES);
    switch (answer.status()) {
      case Answer.OK -> {
        listed = parse(bytes.toString(StandardCharsets.ISO_8859_1), url);
        etag = answer.header("etag").orElse(null);
      }
      case Answer.NOT_MODIFIED -> {
        // The list is as it was.
      }
      case Answer.NOT_FOUND -> listed = List.of();
      default -> throw answer.unexpected("200, 304 or 404");
    }
  }

  private static List<String> parse(String text, URI url) throws BatchRefused {
    List<String> names = text.lines().filter(line -> !line.isBlank()).toList();
    if (names.size() > SeenNames.MOST) {
      throw new BatchRefused(
          new Problem(
              "number of names", url.toString(), "at most " + SeenNames.MOST, names.size() + ""));
    }
    try {
      return ExportIndex.of(names).names();
    } catch (IllegalArgumentException e) {
      throw new BatchRefused(new Problem("index", url.toString(), "names", e.getMessage()));
    }
  }

  private URI resolve(String name) {
    String folder = base.getPath().replaceFirst("^.*/([^/]+)/$", "$1");
    boolean repeats = name.startsWith(folder + "/");
    return (repeats ? base.resolve("..") : base).resolve(name);
  }
}
