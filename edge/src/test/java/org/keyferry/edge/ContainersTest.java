package org.keyferry.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Runs in every build, so that nobody takes a build without containers for one with them. */
class ContainersTest {
  @Test
  void buildTellsWhetherContainerTestsRun() {
    String excluded = System.getProperty("keyferry.excluded.test.tags");
    assertThat(excluded).as("the test tags that the build leaves out").isNotNull();
    boolean off = List.of(excluded.split(",")).contains("containers");
    System.out.println(
        off
            ? "*** CONTAINER TESTS ARE OFF: the contracts of the broker and of the object store ran"
                + " against the embedded ones only. With Docker: ./mvnw verify -Pcontainers"
            : "*** CONTAINER TESTS ARE ON");
    assertThat(off || DockerClientFactory.instance().isDockerAvailable())
        .as("the profile containers needs Docker")
        .isTrue();
  }
}
