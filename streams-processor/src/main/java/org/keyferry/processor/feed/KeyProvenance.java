package org.keyferry.processor.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a key came from, as far as feeds choose by it. It waits with the key for its release, so
 * that an origin that is switched off meanwhile is off, and goes no further.
 *
 * <p>Layout: 1 byte of bits (1 remote, 2 traveller), 2 bytes length of the peer, big-endian, the
 * peer in UTF-8, then the origin in ASCII.
 */
public final class KeyProvenance {
  private static final int REMOTE = 1;
  private static final int TRAVELLER = 2;
  private static final int PEER_LENGTH = 1;
  private static final int PEER = PEER_LENGTH + Short.BYTES;

  private final byte[] bytes;
  private final String peer;
  private final String origin;

  private KeyProvenance(byte[] bytes) {
    this.bytes = bytes;
    int end = PEER + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(PEER_LENGTH));
    this.peer = new String(bytes, PEER, end - PEER, UTF_8);
    this.origin = new String(bytes, end, bytes.length - end, UTF_8);
  }

  /** Of a key that entered by our own gateway. */
  public static KeyProvenance local(String origin, boolean traveller) {
    return of(traveller ? TRAVELLER : 0, "", origin);
  }

  /**
   * Of a key that came from another backend.
   *
   * @param peer the backend or hub; empty if no plan can name it
   * @param origin the region whose authority verified the diagnosis; empty if it is no region
   */
  public static KeyProvenance remote(String peer, String origin, boolean traveller) {
    return of(REMOTE | (traveller ? TRAVELLER : 0), peer, origin);
  }

  private static KeyProvenance of(int bits, String peer, String origin) {
    byte[] from = peer.getBytes(UTF_8);
    byte[] region = origin.getBytes(UTF_8);
    return new KeyProvenance(
        ByteBuffer.allocate(PEER + from.length + region.length)
            .put((byte) bits)
            .putShort((short) from.length)
            .put(from)
            .put(region)
            .array());
  }

  /** Reads what {@link #write} wrote, from a part of an array. */
  public static KeyProvenance read(byte[] array, int from, int to) {
    return new KeyProvenance(Arrays.copyOfRange(array, from, to));
  }

  /** Length of the layout in bytes. */
  public int length() {
    return bytes.length;
  }

  /** Copies the layout into the array. */
  public void write(byte[] array, int at) {
    System.arraycopy(bytes, 0, array, at, bytes.length);
  }

  /** Whether the part of the array holds this. */
  public boolean isAt(byte[] array, int from, int to) {
    return Arrays.equals(bytes, 0, bytes.length, array, from, to);
  }

  /** Whether it entered by our own gateway. */
  public boolean isLocal() {
    return (bytes[0] & REMOTE) == 0;
  }

  /** Whether the person travelled. */
  public boolean traveller() {
    return (bytes[0] & TRAVELLER) != 0;
  }

  /** The backend or hub that it came from; empty for a local key, and where no plan can name it. */
  public String peer() {
    return peer;
  }

  /** The region whose authority verified the diagnosis; empty if it is no region. */
  public String origin() {
    return origin;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof KeyProvenance that && Arrays.equals(bytes, that.bytes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return isLocal() ? "local, of " + origin : "of " + origin + " by " + peer;
  }
}
