package org.keyferry.client.gaen;

/**
 * What one phone sends over Bluetooth and another hears.
 *
 * @param identifier of the interval
 * @param encryptedMetadata 4 bytes, big-endian
 */
public record Beacon(ProximityIdentifier identifier, int encryptedMetadata) {
  @Override
  public String toString() {
    return "Beacon[redacted]";
  }
}
