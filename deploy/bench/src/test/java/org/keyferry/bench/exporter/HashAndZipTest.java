package org.keyferry.bench.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.edi.EdiHeader;

class HashAndZipTest {
  @Test
  void everyFileIsHashedAndItsTimeAddedUp() {
    var limit = new HashAndZip(1);
    limit.work(new byte[100_000]);
    Duration afterOne = limit.spent();

    limit.work(new byte[100_000]);

    assertThat(limit.digestBytes()).isEqualTo(2 * 32);
    assertThat(limit.spent()).isGreaterThan(afterOne);
  }

  @Test
  void keysAreHashedAsBodyAndAsObject() {
    var limit = new HashAndZip(1);

    limit.hash(new byte[EdiHeader.LENGTH + 28]);

    assertThat(limit.digestBytes()).isEqualTo(2 * 32);
    assertThat(limit.spent()).isPositive();
  }
}
