package org.keyferry.connector.archive;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;

/**
 * Downloaded batches as they came, byte for byte, signature and all. A batch is here before its
 * first key goes on, and no object is ever replaced.
 *
 * <p>in: files; out: objects below {@code import/} and {@code quarantine/}
 */
public final class ImportArchive {
  private static final String MEDIA_TYPE = "application/octet-stream";
  private static final String PROOF = "~audit";
  private static final String SHA256 = "sha256";
  private static final String BATCH_ID = "batch-id";
  private static final int SHOWN_OF_DIGEST = 16;

  private final ObjectStore store;

  public ImportArchive(ObjectStore store) {
    this.store = store;
  }

  /**
   * Keeps a batch; one that is there already with the same bytes is as good.
   *
   * @param prefix {@link BatchObject#IMPORT} or {@link BatchObject#QUARANTINE}
   * @return the object's name: of a batch that the peer changed after it was read, one of its own
   */
  public String keep(String prefix, BatchObject batch, Path file, ByteString sha256)
      throws IOException {
    String digest = HexFormat.of().formatHex(sha256.toByteArray());
    Map<String, String> metadata = new HashMap<>(batch.facts());
    metadata.put(SHA256, digest);
    metadata.put(BATCH_ID, batch.batchId());
    var content = Content.of(file, MEDIA_TYPE, "no-store", metadata);
    String name = batch.name(prefix);
    if (isKept(name, digest, content)) {
      return name;
    }
    String changed = name + "~" + digest.substring(0, SHOWN_OF_DIGEST);
    if (isKept(changed, digest, content)) {
      return changed;
    }
    throw new IOException("the archive has other bytes under " + changed);
  }

  /** Keeps what proves the origin of a batch beside it, unless it is there already. */
  public void keepProof(String batch, byte[] proof) throws IOException {
    var content = Content.of(proof, MEDIA_TYPE, "no-store", Map.of());
    if (store.putIfAbsent(batch + PROOF, content) instanceof Stored.Refused
        && fetchProof(batch).isEmpty()) {
      throw new IOException("the archive neither takes nor has " + batch + PROOF);
    }
  }

  /**
   * Keeps a batch under another name, too, with what is said of it and what proves its origin.
   *
   * @param file that has its bytes
   * @param facts what is said of it
   */
  public void copy(String from, String to, Path file, Map<String, String> facts)
      throws IOException {
    var content = Content.of(file, MEDIA_TYPE, "no-store", facts);
    if (!isKept(to, facts.get(SHA256), content)) {
      throw new IOException("the archive has other bytes under " + to);
    }
    Optional<byte[]> proof = fetchProof(from);
    if (proof.isPresent()) {
      keepProof(to, proof.get());
    }
  }

  /** What was kept that proves the origin of a batch. */
  public Optional<byte[]> fetchProof(String batch) throws IOException {
    Optional<StoredObject> found = store.get(batch + PROOF);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject object = found.get();
        InputStream bytes = object.bytes()) {
      return Optional.of(bytes.readAllBytes());
    }
  }

  private boolean isKept(String name, String digest, Content content) throws IOException {
    if (store.putIfAbsent(name, content) instanceof Stored.Written) {
      return true;
    }
    var there = store.head(name);
    return there.isPresent() && digest.equals(there.get().metadata().get(SHA256));
  }

  /**
   * Fetches a batch that is kept.
   *
   * @param into replaced
   * @return what is said of it; empty if it is not kept any more
   */
  public Optional<Map<String, String>> fetch(String name, Path into) throws IOException {
    Optional<StoredObject> found = store.get(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (StoredObject object = found.get();
        InputStream bytes = object.bytes()) {
      Files.copy(bytes, into, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(object.head().metadata());
    }
  }

  /** Names of batches that begin with the prefix, ascending. */
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix).stream().filter(name -> !name.endsWith(PROOF)).toList();
  }

  /** What is said of a batch that is kept. */
  public Optional<Map<String, String>> facts(String name) throws IOException {
    return store.head(name).map(head -> head.metadata());
  }

  /** Removes a batch for good. */
  public void remove(String name) throws IOException {
    store.delete(name + PROOF);
    store.delete(name);
  }
}
