package org.keyferry.wire.ens;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.Problem;
import org.keyferry.wire.ens.format.ExposureKey;
import org.keyferry.wire.ens.format.FederationFetchResponse;
import org.keyferry.wire.ens.format.FetchState;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * One answer of a server: keys, keys that were revised, and where to go on.
 *
 * <pre>
 * 1 ExposureKey keys, repeated              3 bool       partialResponse
 * 2 ExposureKey revisedKeys, repeated       4 FetchState nextFetchState
 * </pre>
 *
 * <p>Unknown fields are passed over.
 *
 * @param keys in the order of the answer
 * @param revisedKeys what holds of keys that were told before, in the order of the answer
 * @param isPartial whether there is more now
 * @param next what to ask for the next one with
 */
public record EnsPage(
    List<EnsKey> keys, List<EnsKey> revisedKeys, boolean isPartial, EnsState next) {
  private static final String WHAT = "protobuf message";

  public EnsPage {
    keys = List.copyOf(keys);
    revisedKeys = List.copyOf(revisedKeys);
    requireNonNull(next);
  }

  /** How many keys it has in all. */
  public int size() {
    return keys.size() + revisedKeys.size();
  }

  /**
   * Where to go on behind it.
   *
   * @param sent the state that it answers
   */
  public EnsState nextAfter(EnsState sent) {
    boolean told = !next.equals(EnsState.START);
    return isPartial && told ? next.behind(sent, keys.size(), revisedKeys.size()) : next;
  }

  /**
   * Reads an answer.
   *
   * @param where what problems name as the place
   * @throws MalformedBatch if it is none, or beyond the limits
   */
  public static EnsPage read(byte[] body, String where, BatchLimits limits) throws MalformedBatch {
    limits.check(body, where);
    var reading = new Reading(CodedInputStream.newInstance(body), where, limits);
    try {
      return reading.page();
    } catch (IOException e) {
      throw broken(where + ", behind key " + reading.count(), "a broken one");
    }
  }

  private static MalformedBatch broken(String where, String actual) {
    return new MalformedBatch(new Problem(WHAT, where, "a FederationFetchResponse", actual));
  }

  /** Reads field by field, so that whatever is too much ends it at once. */
  private static final class Reading {
    private final CodedInputStream in;
    private final String where;
    private final BatchLimits limits;
    private final List<EnsKey> keys = new ArrayList<>();
    private final List<EnsKey> revisedKeys = new ArrayList<>();
    private boolean partial;
    private FetchState next = FetchState.getDefaultInstance();

    Reading(CodedInputStream in, String where, BatchLimits limits) {
      this.in = in;
      this.where = where;
      this.limits = limits;
    }

    int count() {
      return keys.size() + revisedKeys.size();
    }

    EnsPage page() throws IOException, MalformedBatch {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case FederationFetchResponse.KEYS_FIELD_NUMBER -> keys.add(key(tag));
          case FederationFetchResponse.REVISED_KEYS_FIELD_NUMBER -> revisedKeys.add(key(tag));
          case FederationFetchResponse.PARTIAL_RESPONSE_FIELD_NUMBER -> {
            require(tag, WireFormat.WIRETYPE_VARINT);
            partial = in.readBool();
          }
          case FederationFetchResponse.NEXT_FETCH_STATE_FIELD_NUMBER -> next = state(tag);
          default -> skip(tag);
        }
      }
      return new EnsPage(keys, revisedKeys, partial, new EnsState(next));
    }

    private EnsKey key(int tag) throws IOException, MalformedBatch {
      limits.checkKeys(count() + 1, where);
      var message = ExposureKey.newBuilder();
      read(tag, message);
      int regions = message.getRegionsCount();
      if (regions > limits.mostRegions()) {
        throw new MalformedBatch(
            new Problem(
                "regions",
                where + ", key " + (count() + 1),
                "at most " + limits.mostRegions(),
                String.valueOf(regions)));
      }
      return EnsKey.of(message.build());
    }

    private FetchState state(int tag) throws IOException, MalformedBatch {
      var message = FetchState.newBuilder(next);
      read(tag, message);
      FetchState read = message.build();
      if (read.getSerializedSize() > EnsState.LONGEST) {
        throw new MalformedBatch(
            new Problem(
                "nextFetchState",
                where,
                "at most " + EnsState.LONGEST + " bytes",
                read.getSerializedSize() + " bytes"));
      }
      return read;
    }

    private void read(int tag, MessageLite.Builder message) throws IOException, MalformedBatch {
      require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      in.readMessage(message, ExtensionRegistryLite.getEmptyRegistry());
    }

    private void require(int tag, int wireType) throws MalformedBatch {
      if (WireFormat.getTagWireType(tag) != wireType) {
        int field = WireFormat.getTagFieldNumber(tag);
        throw broken(where, "field " + field + " of another wire type");
      }
    }

    private void skip(int tag) throws IOException, MalformedBatch {
      if (!in.skipField(tag)) {
        throw broken(where, "the end of a group");
      }
    }
  }
}
