package org.keyferry.houserules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3ObjectStore;

/** Which part may know of which, by its packages. */
@AnalyzeClasses(packages = "org.keyferry", importOptions = DoNotIncludeTests.class)
class LayeringTest {
  private static final String[] EVENTS = {"org.keyferry.wire..", "org.keyferry.event.."};
  private static final String EDGE = "org.keyferry.edge..";
  private static final String CONNECTOR = "org.keyferry.connector..";
  private static final String SPRING = "org.springframework..";

  @ArchTest
  static final ArchRule wireFormatKnowsNoFramework =
      noClasses()
          .that()
          .resideInAnyPackage(EVENTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SPRING, "org.apache.kafka.streams..", "io.minio..", "io.micrometer..");

  @ArchTest
  static final ArchRule wireRulesKnowNoKafka =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.keyferry.wire.admission..",
              "org.keyferry.wire.feed..",
              "org.keyferry.wire.key..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest static final ArchRule wireFormatStandsAlone = dependsOnNoOtherPartThan(EVENTS[0]);

  @ArchTest static final ArchRule edgeKnowsEventsOnly = dependsOnNoOtherPartThan(EDGE);

  @ArchTest
  static final ArchRule gatewayKnowsEventsAndEdgeOnly =
      dependsOnNoOtherPartThan("org.keyferry.submission..", EDGE);

  @ArchTest
  static final ArchRule processorKnowsEventsAndEdgeOnly =
      dependsOnNoOtherPartThan("org.keyferry.processor..", EDGE);

  @ArchTest
  static final ArchRule exporterKnowsEventsAndEdgeOnly =
      dependsOnNoOtherPartThan("org.keyferry.exporter..", EDGE);

  @ArchTest
  static final ArchRule originKnowsEventsAndEdgeOnly =
      dependsOnNoOtherPartThan("org.keyferry.origin..", EDGE);

  @ArchTest
  static final ArchRule clientKnowsFormatsOnly = dependsOnNoOtherPartThan("org.keyferry.client..");

  @ArchTest
  static final ArchRule clientKnowsNoFramework =
      noClasses()
          .that()
          .resideInAPackage("org.keyferry.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING, "org.apache.kafka..", "org.slf4j..");

  @ArchTest
  static final ArchRule connectorKnowsEventsAndEdgeOnly = dependsOnNoOtherPartThan(CONNECTOR, EDGE);

  @ArchTest
  static final ArchRule connectorKnowsNoSpring =
      noClasses()
          .that()
          .resideInAPackage(CONNECTOR)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SPRING);

  @ArchTest
  static final ArchRule onlyPluginsKnowConnect =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.keyferry.connector.source..",
              "org.keyferry.connector.sink..",
              "org.keyferry.connector.watch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.connect..");

  @ArchTest
  static final ArchRule federationGatewayKnowsEventsAndEdgeOnly =
      dependsOnNoOtherPartThan("org.keyferry.federation.gateway..", EDGE);

  @ArchTest
  static final ArchRule feedsForPeersAreOnlyRead =
      noClasses()
          .that()
          .resideInAPackage("org.keyferry.federation.gateway.feed..")
          .should()
          .callMethod(ObjectStore.class, "putIfAbsent", String.class, Content.class)
          .orShould()
          .callMethod(ObjectStore.class, "putIfMatch", String.class, String.class, Content.class)
          .orShould()
          .callMethod(ObjectStore.class, "delete", String.class);

  @ArchTest
  static final ArchRule topologyAndRulesKnowNoSpring =
      noClasses()
          .that()
          .resideInAPackage("org.keyferry.processor..")
          .and()
          .resideOutsideOfPackage("org.keyferry.processor.runtime..")
          .and()
          .doNotHaveSimpleName("ProcessorApplication")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SPRING);

  @ArchTest
  static final ArchRule onlyTheStoreKnowsItsClient =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.keyferry.edge.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.minio..");

  @ArchTest
  static final ArchRule onlyTheStoreAndFetchingKnowTheirHttpClient =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.keyferry.edge.store..", "org.keyferry.connector.fetch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("okhttp3..");

  @ArchTest
  static final ArchRule theOriginOnlyReads =
      noClasses()
          .that()
          .resideInAPackage("org.keyferry.origin..")
          .should()
          .callMethod(ObjectStore.class, "putIfAbsent", String.class, Content.class)
          .orShould()
          .callMethod(ObjectStore.class, "putIfMatch", String.class, String.class, Content.class)
          .orShould()
          .callMethod(ObjectStore.class, "delete", String.class)
          .orShould()
          .callMethodWhere(target(owner(type(S3ObjectStore.class))));

  /** The part may use itself, events and rules of wire-format, and the other parts named. */
  private static ArchRule dependsOnNoOtherPartThan(String part, String... others) {
    return classes()
        .that()
        .resideInAPackage(part)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(part)
                .or(resideInAnyPackage(EVENTS))
                .or(resideInAnyPackage(others))
                .or(not(resideInAPackage("org.keyferry.."))));
  }
}
