package org.keyferry.local.phone;

/**
 * What one phone sends over Bluetooth and another hears.
 *
 * @param identifier of the interval
 * @param encryptedMetadata 4 bytes, big-endian
 */
record Beacon(ProximityIdentifier identifier, int encryptedMetadata) {
  @Override
  public String toString() {
    return "Beacon[redacted]";
  }
}
