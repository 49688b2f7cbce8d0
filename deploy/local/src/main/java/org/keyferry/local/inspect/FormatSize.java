package org.keyferry.local.inspect;

/**
 * What keys cost in one format.
 *
 * @param format what it is called
 * @param bytes of the file
 * @param bytesPerKey null if there is no key
 */
public record FormatSize(String format, long bytes, Double bytesPerKey) {

  static FormatSize of(String format, long bytes, long keys) {
    return new FormatSize(format, bytes, keys == 0 ? null : (double) bytes / keys);
  }
}
