package org.keyferry.wire.peer;

/** What a peer shows a certificate for. */
public enum CertificateUse implements Word {
  /** It asks us, over TLS. */
  CLIENT,

  /** It answers us, over TLS. */
  SERVER,

  /** It signed a batch. */
  BATCH_SIGNING
}
