package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.TransmissionRisk;

class WorldTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Region DE = new Region("DE");
  private static final Region GB = new Region("GB");
  private static final Region NL = new Region("NL");
  private static final Ways WAYS =
      new Ways(List.of(NL, new Region("BE"), DE, GB), Set.of(NL, DE), Set.of(GB));

  private static World world(long seed) {
    return World.of(WAYS, 500, seed, NOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fiveHundredPeopleHaveEveryStoryOfThePaper(long seed) {
    var stories =
        world(seed).exposed().values().stream()
            .flatMap(Collection::stream)
            .map(Exposure::encounter)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Encounter.class)));

    assertThat(stories).containsExactlyInAnyOrder(Encounter.values());
  }

  @Test
  void whoeverIsExposedFindsItInTheKeysOfThePatientsAndNobodyElseDoes() {
    var world = world(7);
    List<DiagnosisKey> keys = keysOfPatients(world);

    var warned =
        world.others().stream()
            .filter(person -> person.phone().wasExposed(keys))
            .map(Person::number)
            .toList();

    assertThat(warned).containsExactlyInAnyOrderElementsOf(world.exposed().keySet());
  }

  private static List<DiagnosisKey> keysOfPatients(World world) {
    return world.patients().stream()
        .flatMap(ill -> ill.phone().keys().stream())
        .map(day ->
            new DiagnosisKey(
                day.key(),
                day.start(),
                day.period(),
                new TransmissionRisk(0),
                ReportType.CONFIRMED_TEST,
                OptionalInt.empty()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fiveHundredPeopleAreWarnedByEachWay(long seed) {
    assertThat(world(seed).exposed().values().stream().flatMap(Collection::stream))
        .extracting(Exposure::way)
        .contains(Way.values());
  }

  @Test
  void sameSeedGivesTheSameMeetingsAndTrips() {
    var one = world(5);
    var other = world(5);

    assertThat(other.exposed()).isEqualTo(one.exposed());
    assertThat(other.people()).extracting(Person::trip).isEqualTo(trips(one));
  }

  private static List<?> trips(World world) {
    return world.people().stream().map(Person::trip).toList();
  }
}
