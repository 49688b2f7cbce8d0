package org.keyferry.connector.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.PeerId;

/**
 * The bearer tokens of many peers: a token is shown to the peer that gave it, and to no other.
 *
 * @param byPeer tokens by the peer's id
 */
record HubTokens(Map<String, String> byPeer) {
  // Not by PeerId, which tells what it refuses: that might be a token.
  private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=([^=].*)");

  HubTokens {
    byPeer = Map.copyOf(byPeer);
  }

  /**
   * Reads {@code PEER=TOKEN PEER=TOKEN}.
   *
   * @throws IllegalArgumentException if it has another form; what it says holds no token
   */
  static HubTokens parse(String text) {
    var tokens = new HashMap<String, String>();
    for (String entry : text.strip().split("\\s+")) {
      Matcher matcher = ENTRY.matcher(entry);
      if (matcher.matches()) {
        tokens.put(matcher.group(1), matcher.group(2));
      } else if (!entry.isEmpty()) {
        throw new IllegalArgumentException(
            new Problem(
                    "tokens of many peers",
                    SourceProperties.TOKEN,
                    "PEER=TOKEN, for each peer that gave one, with spaces between them",
                    "something without a peer or without a token")
                .toString());
      }
    }
    return new HubTokens(tokens);
  }

  /** What that peer gave us. */
  Optional<String> of(PeerId peer) {
    return Optional.ofNullable(byPeer.get(peer.value()));
  }
}
