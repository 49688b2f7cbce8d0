package org.keyferry.federation.gateway.hub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;

/**
 * The objects of one hub.
 *
 * <pre>
 * hub/{hub}/uploads/{region}/{tag in base64url}   HubUpload
 * hub/{hub}/chain/{number, 12 digits}             HubBatch
 * hub/{hub}/produced/{number, 12 digits}          nothing: its keys are in keys.federated
 * </pre>
 */
final class UploadStore {
  private static final String TYPE = "application/octet-stream";
  private static final String CACHE = "no-store";
  private static final Pattern PLACE = Pattern.compile("[0-9]{12}");

  private final ObjectStore store;
  private final String prefix;

  UploadStore(ObjectStore store, String hub) {
    this.store = store;
    this.prefix = "hub/" + hub + "/";
  }

  /** The name of the object of an upload: each region has tags of its own. */
  String nameOf(String region, String tag) {
    byte[] bytes = tag.getBytes(StandardCharsets.UTF_8);
    return prefix
        + "uploads/"
        + region
        + "/"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Stores an upload unless there is one of that name; false if there is. */
  boolean put(String name, HubUpload upload) throws IOException {
    return put(name, upload.toByteArray());
  }

  Optional<HubUpload> upload(String name) throws IOException {
    return read(name, HubUpload.parser());
  }

  void delete(String name) throws IOException {
    store.delete(name);
  }

  /** Names of all uploads, whether or not they are in the chain. */
  List<String> uploads() throws IOException {
    return store.list(prefix + "uploads/");
  }

  /** Stores a place of the chain unless it is taken; false if it is. */
  boolean put(HubBatch batch) throws IOException {
    return put(chainName(batch.getNumber()), batch.toByteArray());
  }

  Optional<HubBatch> batch(long number) throws IOException {
    return read(chainName(number), HubBatch.parser());
  }

  /** The number of the oldest place that is kept; empty: none is. */
  Optional<Long> oldest() throws IOException {
    String chain = prefix + "chain/";
    // A store may list what is being written, under a name of its own.
    return store.list(chain).stream()
        .map(name -> name.substring(chain.length()))
        .filter(name -> PLACE.matcher(name).matches())
        .map(Long::parseLong)
        .findFirst();
  }

  void deleteBatch(long number) throws IOException {
    store.delete(chainName(number));
  }

  void markProduced(long number) throws IOException {
    // One that is there says the same.
    var _ = put(producedName(number), new byte[0]);
  }

  boolean isProduced(long number) throws IOException {
    return store.head(producedName(number)).isPresent();
  }

  void deleteProduced(long number) throws IOException {
    store.delete(producedName(number));
  }

  private String chainName(long number) {
    return prefix + "chain/" + "%012d".formatted(number);
  }

  private String producedName(long number) {
    return prefix + "produced/" + "%012d".formatted(number);
  }

  private boolean put(String name, byte[] bytes) throws IOException {
    return store.putIfAbsent(name, Content.of(bytes, TYPE, CACHE, Map.of()))
        instanceof Stored.Written;
  }

  private <T extends MessageLite> Optional<T> read(String name, Parser<T> parser)
      throws IOException {
    var found = store.get(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (var object = found.get()) {
      return Optional.of(parser.parseFrom(object.bytes().readAllBytes()));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("object " + name + " holds something else", e);
    }
  }
}
