package org.keyferry.submission;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An upload as a phone would make it, and what a test changes about it. */
public final class Draft {
  private static final byte[] SECRET =
      new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestAuthority authority;
  private final Instant now;
  private List<DraftKey> keys;
  private JWSHeader header = TestAuthority.header();
  private Consumer<JWTClaimsSet.Builder> claims = unchanged -> {};
  private Consumer<ObjectNode> body = unchanged -> {};

  private Draft(TestAuthority authority, Instant now, List<DraftKey> keys) {
    this.authority = authority;
    this.now = now;
    this.keys = List.copyOf(keys);
  }

  /** Fourteen keys, one for each of the last days, none valid any more. */
  public static Draft of(TestAuthority authority, Instant now) {
    return new Draft(
        authority,
        now,
        IntStream.rangeClosed(1, 14).mapToObj(day -> DraftKey.ofDay(now, day)).toList());
  }

  public Draft keys(List<DraftKey> others) {
    keys = List.copyOf(others);
    return this;
  }

  public Draft key(int index, DraftKey other) {
    var changed = new ArrayList<>(keys);
    changed.set(index, other);
    return keys(changed);
  }

  public Draft header(JWSHeader other) {
    header = other;
    return this;
  }

  public Draft claims(Consumer<JWTClaimsSet.Builder> change) {
    claims = change;
    return this;
  }

  public Draft body(Consumer<ObjectNode> change) {
    body = body.andThen(change);
    return this;
  }

  public List<DraftKey> keys() {
    return keys;
  }

  public DraftKey key(int index) {
    return keys.get(index);
  }

  public String token() {
    var builder = TestAuthority.claims(keys, SECRET, now);
    claims.accept(builder);
    return authority.sign(header, builder.build());
  }

  public String json() {
    ObjectNode root = JSON.createObjectNode();
    var list = root.putArray("temporaryExposureKeys");
    for (DraftKey key : keys) {
      list.addObject()
          .put("key", key.text())
          .put("rollingStartNumber", key.start())
          .put("rollingPeriod", key.period())
          .put("transmissionRisk", key.risk());
    }
    root.put("healthAuthorityID", TestAuthority.ID)
        .put("verificationPayload", token())
        .put("hmacKey", Base64.getEncoder().encodeToString(SECRET))
        .put("padding", DraftKey.randomText(1024));
    body.accept(root);
    return JSON.writeValueAsString(root);
  }
}
