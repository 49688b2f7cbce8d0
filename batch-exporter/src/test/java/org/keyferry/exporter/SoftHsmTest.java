package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs in every build, so that nobody takes a build without a module for one with it. */
class SoftHsmTest {
  @Test
  void buildTellsWhetherTheTestsOfModulesRun() {
    String excluded = System.getProperty("keyferry.excluded.test.tags");
    assertThat(excluded).as("the test tags that the build leaves out").isNotNull();
    System.out.println(
        List.of(excluded.split(",")).contains("hsm")
            ? "*** PKCS#11 TESTS ARE OFF: the build was told to leave out the tag hsm"
            : "*** PKCS#11 TESTS ARE ON");
  }
}
