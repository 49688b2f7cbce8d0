package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;

/** One record of an EDI1 file. It prints without the bytes that identify anybody. */
public sealed interface EdiRecord permits GaenRecord, SeedRecord, EphemeralIdRecord, TcnRecord {

  /** What it is. */
  RecordKind kind();

  /** The bytes by which records are sorted, as unsigned ones, and are there once. */
  ByteString key();
}
