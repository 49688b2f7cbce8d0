package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyferry.local.backend.Exchange;
import org.keyferry.local.phone.Phone;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PushFormat;

class WaysTest {
  private static final Region NL = new Region("NL");
  private static final Region BE = new Region("BE");
  private static final Region DE = new Region("DE");
  private static final Region GB = new Region("GB");
  private static final Region IS = new Region("IS");
  private static final Ways WAYS = new Ways(List.of(NL, BE, DE, GB), Set.of(NL, DE), Set.of(GB));

  @Test
  void eachPairOfRegionsHasOneWay() {
    assertThat(WAYS.pairs(Way.FEED)).containsExactly("NL and BE", "BE and DE");
    assertThat(WAYS.pairs(Way.EFGS)).containsExactly("NL and DE");
    assertThat(WAYS.pairs(Way.INTEROP)).containsExactly("NL and GB", "BE and GB", "DE and GB");
  }

  @Test
  void feedTellsKeysOfThoseWhoWereThereAndHubsTellAll() {
    var stayed = new Person(phone(), NL, Optional.empty());
    var travelled = new Person(phone(), NL, Optional.of(new Trip(BE, 5, 3)));

    assertThat(WAYS.of(stayed))
        .isEqualTo(Map.of("NL", Way.HOME, "DE", Way.EFGS, "GB", Way.INTEROP));
    assertThat(WAYS.of(travelled)).containsEntry("BE", Way.FEED).hasSize(4);
  }

  private static Phone phone() {
    return new Phone(1, new SecureRandom());
  }

  @Test
  void backendIsStartedWithTheFeedsAndHubsOfItsWays() {
    assertThat(WAYS.exchange(NL, List.of(IS)))
        .isEqualTo(
            new Exchange(
                List.of(BE, IS),
                Map.of(PushFormat.EFGS, List.of(DE), PushFormat.INTEROP, List.of(GB)),
                Set.of()));
    assertThat(WAYS.exchange(GB, List.of()))
        .isEqualTo(
            new Exchange(List.of(), Map.of(PushFormat.INTEROP, List.of(NL, BE, DE)), Set.of()));
  }

  @Test
  void hubIsThereOnlyWhereSomebodyNeedsIt() {
    assertThat(WAYS.hub()).containsExactlyInAnyOrder(PushFormat.EFGS, PushFormat.INTEROP);
    assertThat(WAYS.backends()).containsExactly(NL, BE, DE, GB, Ways.HUB);

    var feeds = new Ways(List.of(NL, BE), Set.of(NL, DE), Set.of(GB));
    assertThat(feeds.hub()).isEmpty();
    assertThat(feeds.backends()).containsExactly(NL, BE);
  }
}
