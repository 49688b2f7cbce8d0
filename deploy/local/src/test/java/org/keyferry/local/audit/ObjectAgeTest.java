package org.keyferry.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectAgeTest {
  @ParameterizedTest
  @CsvSource({
    "public/NL/1-2-00001.zip, true",
    "public/NL/index.txt, false",
    "public/NL/index.jws, false",
    "public/NL/1-2-00001.zip.tsr, false",
    "public/NL/v1/exposed/list.json, false",
    "public/NL/v1/exposed/days/2026-11-25.jws, false",
    "public/NL/v1/exposed/data/latest.alias, false",
    "public/NL/v1/exposed/data/202611251000.edi, true",
    "public/NL/v1/exposed/data/24h-AAAAAAAAAAAAAAAAAAAAAA.edi, true",
    "public/NL/v1/exposed/filter/202611251000-r1.ccf, true",
    "hub/efgs/uploads/BE/dGFn, true",
    "hub/efgs/chain/000000000001, false",
    "keyferry/hub/interop/produced/000000000001, false",
    "hub/efgs/callbacks/BE/bWluZQ, false",
    "hub/efgs/uploads/BE/chain, true"
  })
  void namesTellWhatMayHoldKeys(String name, boolean holdsKeys) {
    assertThat(ObjectAge.holdsKeys(name)).isEqualTo(holdsKeys);
  }

  @ParameterizedTest
  @CsvSource({
    "public/NL/1767304800-1767312000-00001.zip",
    "public/NL/v1/exposed/data/202601020000.edi",
    "public/NL/v1/exposed/filter/202601020000-r2.ccf"
  })
  void objectOfABatchIsAsOldAsItsWindow(String name) {
    Instant stored = Instant.parse("2026-01-09T00:00:00Z");

    assertThat(ObjectAge.of(name, stored)).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
  }
}
