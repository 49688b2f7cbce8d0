package org.keyferry.systemtests.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows one feed through its index, as any stranger can, and remembers what it saw: which keys,
 * in which files, and the digest of each file.
 *
 * <p>in: index.txt and export files over HTTP; out: {@link Findings}
 */
public final class IndependentReader {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI origin;
  private final String feed;
  private final PublicKey signer;

  private final Map<String, FileSeen> files = new LinkedHashMap<>();
  private final Map<KeyBytes, String> fileOf = new HashMap<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private final List<String> withdrawn = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * @param origin base URL of the origin
   * @param feed the feed's id
   * @param signer who must have signed every file
   */
  public IndependentReader(URI origin, String feed, PublicKey signer) {
    this.origin = origin;
    this.feed = feed;
    this.signer = signer;
  }

  /** Reads the index and every file that it did not name before. */
  public void look() {
    List<String> index = index();
    files.keySet().stream().filter(name -> !index.contains(name)).forEach(withdrawn::add);
    for (String name : index) {
      if (!files.containsKey(name)) {
        first(name);
      }
    }
  }

  /** Reads the index and every file that it names, and compares those that it has seen before. */
  public void lookAgain() {
    for (var seen : files.entrySet()) {
      byte[] zip = get(seen.getKey());
      if (zip == null) {
        absent.add(seen.getKey());
      } else if (!sha256(zip).equals(seen.getValue().sha256())) {
        changed.add(seen.getKey());
      }
    }
    look();
  }

  /** What was found up to now. */
  public Findings findings() {
    return new Findings(
        List.copyOf(files.values()),
        Collections.unmodifiableMap(fileOf),
        List.copyOf(doubled),
        List.copyOf(changed),
        List.copyOf(absent),
        List.copyOf(withdrawn),
        List.copyOf(refused));
  }

  /** How many of the keys were not found up to now. */
  public long missing(Set<KeyBytes> keys) {
    return keys.stream().filter(key -> !fileOf.containsKey(key)).count();
  }

  /** The names in the index, in its order; none while there is no index. */
  public List<String> index() {
    byte[] index = get(feed + "/index.txt");
    return index == null
        ? List.of()
        : new String(index, StandardCharsets.US_ASCII)
            .lines()
            .filter(line -> !line.isEmpty())
            .toList();
  }

  /** The bytes of a file that the index names. */
  public byte[] download(String name) {
    byte[] zip = get(name);
    if (zip == null) {
      throw new IllegalStateException("absent: " + name);
    }
    return zip;
  }

  private void first(String name) {
    byte[] zip = get(name);
    if (zip == null) {
      absent.add(name);
      return;
    }
    try {
      remember(name, zip, ExportFile.read(zip, signer));
    } catch (IOException | IllegalStateException e) {
      refused.add(name + ": " + e.getMessage());
    }
  }

  private void remember(String name, byte[] zip, ExportFile file) {
    files.put(name, new FileSeen(name, sha256(zip), file.start(), file.end(), file.keys().size()));
    for (KeyBytes key : file.keys()) {
      String other = fileOf.putIfAbsent(key, name);
      if (other != null) {
        doubled.add(key.hex() + " in " + other + " and " + name);
      }
    }
  }

  private byte[] get(String path) {
    try {
      var request = HttpRequest.newBuilder(origin.resolve("/" + path)).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 200 -> answer.body();
        case 404 -> null;
        default -> throw new IllegalStateException(path + ": status " + answer.statusCode());
      };
    } catch (IOException e) {
      throw new IllegalStateException(path + " can't be fetched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + path, e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
