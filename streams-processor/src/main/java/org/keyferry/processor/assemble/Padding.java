package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * Makes fakes, so that a batch says little about how many keys there were. Pure: the same keys and
 * secret give the same fakes, in another feed and after a restart too.
 *
 * <p>Fake j of key k is the first 16 bytes of HMAC-SHA256(secret, k ‖ j), with k's metadata; j is 4
 * bytes, big-endian. Fakes are taken round by round: j = 0 of every key in order, then j = 1.
 */
final class Padding {
  private final PaddingSecret secret;

  Padding(PaddingSecret secret) {
    this.secret = secret;
  }

  /**
   * Fakes for the keys, ascending by unsigned key bytes.
   *
   * @param keys the real keys of a batch, ascending, at least one
   * @param fakes how many are wanted
   */
  List<BatchKey> fakes(List<BatchKey> keys, int fakes) {
    Set<ByteString> taken = new HashSet<>();
    keys.forEach(key -> taken.add(key.getKeyData()));
    Mac mac = secret.mac();
    var made = new ArrayList<BatchKey>(fakes);
    for (int round = 0; made.size() < fakes; round++) {
      for (BatchKey key : keys) {
        if (made.size() == fakes) {
          break;
        }
        ByteString bytes = fake(mac, key.getKeyData(), round);
        if (taken.add(bytes)) {
          made.add(key.toBuilder().setKeyData(bytes).build());
        }
      }
    }
    made.sort(
        Comparator.comparing(BatchKey::getKeyData, ByteString.unsignedLexicographicalComparator()));
    return made;
  }

  private static ByteString fake(Mac mac, ByteString key, int number) {
    mac.update(key.asReadOnlyByteBuffer());
    byte[] tag = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return ByteString.copyFrom(tag, 0, ExposureKey.LENGTH);
  }
}
