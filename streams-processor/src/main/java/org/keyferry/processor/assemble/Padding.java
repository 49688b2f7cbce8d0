package org.keyferry.processor.assemble;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.Mac;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * Makes fakes, so that a batch says little about how many keys there were. Pure: the same keys and
 * secret give the same fakes, in another feed and after a restart too.
 *
 * <p>Fake j of key k is the first 16 bytes of HMAC-SHA256(secret, k ‖ j), with k's metadata; j is 4
 * bytes, big-endian. Each key gets as many as any other: if some had one more, what has an equal
 * less often would more often be real.
 */
final class Padding {
  private static final Comparator<BatchKey> BY_KEY =
      Comparator.comparing(BatchKey::getKeyData, ByteString.unsignedLexicographicalComparator());

  private final PaddingSecret secret;

  Padding(PaddingSecret secret) {
    this.secret = secret;
  }

  /**
   * A real key of a batch.
   *
   * @param told how many of its fakes other feeds show already
   * @param mayHaveMore whether others may be made
   */
  record PaddedKey(BatchKey key, int told, boolean mayHaveMore) {}

  /**
   * What there is to pad.
   *
   * @param keys the real keys that matter: all, unless the batch is large enough
   * @param size how many keys the batch has without fakes
   * @param minimum how many it has to have
   * @param shown fakes that must not be shown again
   */
  record Batch(List<PaddedKey> keys, int size, int minimum, Predicate<ByteString> shown) {}

  /**
   * Fakes, each list ascending by unsigned key bytes.
   *
   * @param told those that other feeds show too
   * @param beyond those that no other feed has made
   * @param rounds how many of each key are beyond
   */
  record Fakes(List<BatchKey> told, List<BatchKey> beyond, int rounds) {}

  /** The fakes that others show of the keys, and then whole rounds until the minimum is there. */
  Fakes fakes(Batch batch) {
    return new Making(batch).fakes();
  }

  private final class Making {
    private final Mac mac = secret.mac();
    private final Set<ByteString> taken = new HashSet<>();
    private final Batch batch;
    private final int[] next;

    Making(Batch batch) {
      this.batch = batch;
      this.next = new int[batch.keys().size()];
      batch.keys().forEach(each -> taken.add(each.key().getKeyData()));
    }

    Fakes fakes() {
      var told = new ArrayList<BatchKey>();
      for (int i = 0; i < next.length; i++) {
        while (next[i] < batch.keys().get(i).told()) {
          BatchKey fake = nextOf(i);
          if (isNew(fake)) {
            told.add(fake);
          }
        }
      }
      var beyond = new ArrayList<BatchKey>();
      int rounds = 0;
      boolean some = batch.keys().stream().anyMatch(PaddedKey::mayHaveMore);
      for (; batch.size() + told.size() + beyond.size() < batch.minimum(); rounds++) {
        for (int i = 0; i < next.length; i++) {
          if (!some || batch.keys().get(i).mayHaveMore()) {
            beyond.add(nextNewOf(i));
          }
        }
      }
      told.sort(BY_KEY);
      beyond.sort(BY_KEY);
      return new Fakes(told, beyond, rounds);
    }

    private BatchKey nextNewOf(int i) {
      BatchKey fake = nextOf(i);
      while (!isNew(fake)) {
        fake = nextOf(i);
      }
      return fake;
    }

    private boolean isNew(BatchKey fake) {
      return !batch.shown().test(fake.getKeyData()) && taken.add(fake.getKeyData());
    }

    private BatchKey nextOf(int i) {
      BatchKey key = batch.keys().get(i).key();
      return key.toBuilder().setKeyData(fake(mac, key.getKeyData(), next[i]++)).build();
    }
  }

  private static ByteString fake(Mac mac, ByteString key, int number) {
    mac.update(key.asReadOnlyByteBuffer());
    byte[] tag = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return ByteString.copyFrom(tag, 0, ExposureKey.LENGTH);
  }
}
