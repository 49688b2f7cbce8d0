package org.keyferry.systemtests.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * Sees, in the files of the object store, when the exporter is between a batch's first object and
 * the index that names it.
 */
final class StoreWatch {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path publicDirectory;
  private final Path index;
  private final Path feedDirectory;

  /**
   * @param publicDirectory what the store keeps the public prefix of the bucket in
   * @param feed the feed's id
   */
  StoreWatch(Path publicDirectory, String feed) {
    this.publicDirectory = publicDirectory;
    this.feedDirectory = publicDirectory.resolve(feed);
    this.index = feedDirectory.resolve("index.txt");
  }

  /** Returns as soon as there is an object that the index does not name: its name. */
  String awaitUnnamedObject() {
    var unnamed = new AtomicReference<String>();
    patiently("an object that the index does not name")
        .until(() -> {
          unnamedObjects().stream().findFirst().ifPresent(unnamed::set);
          return unnamed.get() != null;
        });
    return unnamed.get();
  }

  /** Objects that the index does not name; those first that were looked at first. */
  List<String> unnamedObjects() {
    // The objects before the index: the other way round, what is named in between would be unnamed.
    List<String> objects = objects();
    Set<String> named = named();
    return objects.stream().filter(object -> !named.contains(object)).toList();
  }

  /** Whether the index names it. */
  boolean isNamed(String object) {
    return named().contains(object);
  }

  /** SHA-256 of an object, in hexadecimal. */
  String sha256(String object) {
    try {
      byte[] bytes = Files.readAllBytes(publicDirectory.resolve(object));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(object + " can't be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All objects of the feed, in the order of their names. */
  List<String> objects() {
    try (Stream<Path> files = Files.list(feedDirectory)) {
      return files
          .map(file -> publicDirectory.relativize(file).toString())
          .filter(name -> name.endsWith(".zip"))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> named() {
    return readIndex().stream().flatMap(String::lines).collect(Collectors.toSet());
  }

  private Optional<String> readIndex() {
    try {
      return Optional.of(Files.readString(index));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .pollInSameThread();
  }
}
