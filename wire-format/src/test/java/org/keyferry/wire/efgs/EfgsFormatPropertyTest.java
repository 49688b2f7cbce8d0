package org.keyferry.wire.efgs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.keyferry.wire.hub.BatchLimits;

class EfgsFormatPropertyTest {
  @Provide
  Arbitrary<List<EfgsKey>> batches() {
    return EfgsSamples.anyKeys().list().ofMaxSize(8);
  }

  @Property(tries = 200)
  void protobufReaderInvertsTheWriter(@ForAll("batches") List<EfgsKey> keys) throws Exception {
    byte[] body = new EfgsBatch(keys).toByteArray();
    assertThat(EfgsBatch.read(body, "body", BatchLimits.DEFAULT).keys()).isEqualTo(keys);
  }

  @Property(tries = 200)
  void jsonReaderInvertsTheWriter(@ForAll("batches") List<EfgsKey> keys) throws Exception {
    byte[] body = EfgsJson.write(new EfgsBatch(keys));
    assertThat(EfgsJson.read(body, "body", BatchLimits.DEFAULT).keys()).isEqualTo(keys);
  }

  @Property(tries = 200)
  void canonicalBytesDoNotDependOnOrder(@ForAll("batches") List<EfgsKey> keys) {
    assertThat(CanonicalBatch.of(keys.reversed())).isEqualTo(CanonicalBatch.of(keys));
  }

  @Property(tries = 200)
  void onsetCodesInvert(@ForAll int value) {
    assertThat(OnsetCode.of(value).value()).isEqualTo(value);
  }
}
