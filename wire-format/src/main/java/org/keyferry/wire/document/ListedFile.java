package org.keyferry.wire.document;

/**
 * An export file that {@code index.txt} names.
 *
 * @param name as {@code index.txt} has it
 * @param hash SHA-256 of the file
 * @param bytes how many it has
 * @param batch the batch that it is of
 */
public record ListedFile(String name, ContentHash hash, long bytes, BatchName batch) {}
