package org.keyferry.exporter.settings;

/** Where a signing key is kept; exactly one for each key. */
public sealed interface KeySource permits PemFile, Pkcs12File, Pkcs11Token, TransitService {}
