package org.keyferry.local.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersReading;
import tools.jackson.core.JacksonException;
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

  /**
   * The peer with certificates and a key that its file does not have.
   *
   * @throws CommandFailure if it says what can't be
   */
  public Peer read(Home home, KeyMaterial more) throws IOException {
    byte[] json = PeersFile.bytes(file);
    try {
      return new PeersReading(urls).peer(home, more.isEmpty() ? json : with(json, more));
    } catch (InvalidPeers e) {
      throw PeersFile.refused(file, e);
    }
  }

  /** Before the peer is read, which is refused without the keys that it needs. */
  private byte[] with(byte[] json, KeyMaterial more) {
    ObjectNode peer = object(json);
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

  private ObjectNode object(byte[] json) {
    try {
      if (JsonMapper.shared().readTree(json) instanceof ObjectNode peer) {
        return peer;
      }
    } catch (JacksonException e) {
      throw noObject(e);
    }
    throw noObject(null);
  }

  private CommandFailure noObject(JacksonException cause) {
    return new CommandFailure(
        new Problem("peer", file.toString(), "an object of JSON", "something else"), cause);
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
