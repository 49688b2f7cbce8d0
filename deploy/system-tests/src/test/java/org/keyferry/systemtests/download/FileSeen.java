package org.keyferry.systemtests.download;

/**
 * An export file that the index named.
 *
 * @param name as the index names it
 * @param sha256 of the zip, in hexadecimal
 * @param start start of its window, seconds since the epoch
 * @param end end of its window as the file states it, seconds since the epoch
 * @param keys how many keys it holds
 */
public record FileSeen(String name, String sha256, long start, long end, int keys) {}
