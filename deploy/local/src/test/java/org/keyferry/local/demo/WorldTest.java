package org.keyferry.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
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
  private static final Population POPULATION =
      new Population(
          List.of(new Region("NL"), new Region("BE"), new Region("DE")), List.of(new Region("IS")));

  private static World world(long seed) {
    return World.of(POPULATION, 500, seed, NOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fiveHundredPeopleHaveEveryStoryOfThePaper(long seed) {
    var stories =
        world(seed).exposed().values().stream()
            .flatMap(Collection::stream)
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

  @Test
  void nobodyMeetsAnyoneOfARegionThatNobodyVisits() {
    var world = world(3);

    for (Person person : world.people()) {
      boolean remote = person.home().equals(new Region("IS"));
      assertThat(person.regions().contains("IS")).isEqualTo(remote);
    }
    world
        .exposed()
        .forEach((number, how) -> {
          if (world.people().get(number).home().code().equals("IS")) {
            assertThat(how).containsExactly(Encounter.SAME_HOME);
          }
        });
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
