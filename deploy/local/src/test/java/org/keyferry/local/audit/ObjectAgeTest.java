package org.keyferry.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectAgeTest {
  @ParameterizedTest
  @CsvSource({
    "public/NL/1-2-00001.zip, true",
    "public/NL/index.txt, false",
    "hub/efgs/uploads/BE/dGFn, true",
    "hub/efgs/chain/000000000001, false",
    "keyferry/hub/interop/produced/000000000001, false",
    "hub/efgs/callbacks/BE/bWluZQ, false",
    "hub/efgs/uploads/BE/chain, true"
  })
  void namesTellWhatMayHoldKeys(String name, boolean holdsKeys) {
    assertThat(ObjectAge.holdsKeys(name)).isEqualTo(holdsKeys);
  }
}
