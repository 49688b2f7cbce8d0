package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerUrl;

/**
 * Where backends want to be told of new batches. They are hints: who loses one polls all the same.
 *
 * <p>in: requests under {@code /efgs/diagnosiskeys/callback}; out: objects {@code
 * hub/efgs/callbacks/{region}/{id in base64url}} with the URL
 */
final class Callbacks {
  private static final String PREFIX = "hub/efgs/callbacks/";
  private static final Pattern ID = Pattern.compile("[!-~]{1,64}");
  private static final int LONGEST_URL = 1_024;

  private final ObjectStore store;
  private final PeerUrl urls;
  private final AddressGate gate;
  private final int most;

  /** One of them. */
  record Callback(String region, String id, String url) {}

  Callbacks(ObjectStore store, PeerUrl urls, AddressGate gate, int most) {
    this.store = store;
    this.urls = urls;
    this.gate = gate;
    this.most = most;
  }

  /** Which addresses may be asked. */
  AddressGate gate() {
    return gate;
  }

  HubAnswer list(Uploader asker) throws IOException {
    List<Callback> own = of(asker.region().code());
    return HubAnswer.json(
        200,
        JsonOutput.write(out -> {
          out.writeStartArray();
          own.forEach(callback -> {
            out.writeStartObject();
            out.writeStringProperty("callbackId", callback.id());
            out.writeStringProperty("url", callback.url());
            out.writeEndObject();
          });
          out.writeEndArray();
        }));
  }

  /**
   * Sets or replaces one.
   *
   * @throws HubRefusal if the URL may not be asked, or there are too many
   */
  HubAnswer set(Uploader asker, String id, String url) throws HubRefusal, IOException {
    String region = asker.region().code();
    String name = name(region, id);
    URI checked = checked(url);
    Optional<Callback> before = read(region, name);
    if (before.isEmpty() && store.list(PREFIX + region + "/").size() >= most) {
      throw new HubRefusal(400, "callback", "at most " + most, "one more");
    }
    if (before.isPresent()) {
      store.delete(name);
    }
    byte[] bytes = checked.toString().getBytes(StandardCharsets.UTF_8);
    Stored stored = store.putIfAbsent(name, Content.of(bytes, "text/plain", "no-store", Map.of()));
    return switch (stored) {
      case Stored.Written _ -> HubAnswer.empty(200, Map.of());
      case Stored.Refused() ->
          throw new HubRefusal(409, "callback", "one request at a time", "two at once");
    };
  }

  private URI checked(String url) throws HubRefusal {
    try {
      URI checked = urls.document("url", url);
      gate.check(InetAddress.getAllByName(checked.getHost()));
      return checked;
    } catch (InvalidPeers e) {
      throw new HubRefusal(400, "url", e.problem());
    } catch (UnknownHostException e) {
      throw new HubRefusal(400, "url", "a host with public addresses alone", "another");
    }
  }

  /**
   * Removes one.
   *
   * @throws HubRefusal if there is none
   */
  HubAnswer remove(Uploader asker, String id) throws HubRefusal, IOException {
    String name = name(asker.region().code(), id);
    if (store.head(name).isEmpty()) {
      throw new HubRefusal(404, "callback", "the id of a callback", "another");
    }
    store.delete(name);
    return HubAnswer.empty(200, Map.of());
  }

  /** Those of all regions but one. */
  List<Callback> ofOthersThan(String region) throws IOException {
    List<Callback> others = new ArrayList<>();
    for (String name : store.list(PREFIX)) {
      String of = name.substring(PREFIX.length(), name.lastIndexOf('/'));
      if (!of.equals(region)) {
        read(of, name).ifPresent(others::add);
      }
    }
    return others;
  }

  private List<Callback> of(String region) throws IOException {
    List<Callback> own = new ArrayList<>();
    for (String name : store.list(PREFIX + region + "/")) {
      read(region, name).ifPresent(own::add);
    }
    return own;
  }

  private Optional<Callback> read(String region, String name) throws IOException {
    var found = store.get(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (var object = found.get()) {
      byte[] id = Base64.getUrlDecoder().decode(name.substring(name.lastIndexOf('/') + 1));
      String url = new String(object.bytes().readNBytes(LONGEST_URL), StandardCharsets.UTF_8);
      return Optional.of(new Callback(region, new String(id, StandardCharsets.UTF_8), url));
    }
  }

  private static String name(String region, String id) throws HubRefusal {
    if (!ID.matcher(id).matches()) {
      throw new HubRefusal(
          400, "callback", "an id of 1 to 64 printable ASCII characters", "another");
    }
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return PREFIX + region + "/" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
