package org.keyferry.exporter.settings;

import java.nio.file.Path;

/**
 * A key in a PEM file.
 *
 * @param file PKCS#8, not encrypted, P-256
 */
public record PemFile(Path file) implements KeySource {}
