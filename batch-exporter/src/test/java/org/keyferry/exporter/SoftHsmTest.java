package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs in every build, so that nobody takes a build without a module for one with it. */
class SoftHsmTest {
  @Test
  void buildTellsWhetherTheTestsOfModulesRun() {
    System.out.println(
        SoftHsm.isThere()
            ? "*** PKCS#11 TESTS ARE ON"
            : "*** PKCS#11 TESTS ARE OFF: SoftHSM2 is not installed, and this build may not install"
                + " it. On Debian and Ubuntu: apt-get install softhsm2. With -Dsofthsm=required its"
                + " absence fails the build.");
    assertThat(SoftHsm.isThere() || !"required".equals(System.getProperty("softhsm")))
        .as("SoftHSM2, which -Dsofthsm=required asks for")
        .isTrue();
  }
}
