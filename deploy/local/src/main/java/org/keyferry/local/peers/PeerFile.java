package org.keyferry.local.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersReading;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One peer in a file of its own, as it is exchanged with whoever runs it.
 *
 * @param file JSON
 * @param urls which URLs may be in it
 */
public record PeerFile(Path file, PeerUrl urls) {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The peer with certificates and a key that its file does not have.
   *
   * @throws CommandFailure if it says what can't be
   */
  public Peer read(Home home, KeyMaterial more) throws IOException {
    byte[] json = PeersFile.bytes(file);
    try {
      var reading = new PeersReading(urls);
      Optional<ObjectNode> object = more.isEmpty() ? Optional.empty() : object(json);
      return reading.peer(home, object.map(peer -> with(peer, more)).orElse(json));
    } catch (InvalidPeers e) {
      throw PeersFile.refused(file, e);
    }
  }

  /** Before the peer is read, which is refused without the keys that it needs. */
  private static byte[] with(ObjectNode peer, KeyMaterial more) {
    more.certificates()
        .forEach((use, thumbprint) ->
            array(peer.withObjectProperty("certificates"), name(use))
                .addObject()
                .put("sha256", thumbprint.hex()));
    more.signingKey()
        .ifPresent(key ->
            array(peer, "signingKeys")
                .addObject()
                .put("id", key.id().id())
                .put("version", key.id().version())
                .put(
                    "publicKey", Base64.getEncoder().encodeToString(key.publicKey().getEncoded())));
    return JsonMapper.shared().writeValueAsBytes(peer);
  }

  /** Empty if it is none: what is wrong with it is told where peers are read. */
  private static Optional<ObjectNode> object(byte[] json) {
    try {
      return STRICT.readTree(json) instanceof ObjectNode peer
          ? Optional.of(peer)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static ArrayNode array(ObjectNode node, String name) {
    return node.withArrayProperty(name);
  }

  private static String name(CertificateUse use) {
    return switch (use) {
      case CLIENT -> "clients";
      case SERVER -> "servers";
      case BATCH_SIGNING -> "batchSigners";
    };
  }
}
