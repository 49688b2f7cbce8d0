package org.keyferry.local.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.local.process.BrokerProcess;
import org.keyferry.local.process.FollowingMain;
import org.keyferry.local.process.ObjectStoreProcess;
import org.keyferry.local.process.RegionProcess;

/**
 * The processes of a backend. Heaps are such that all of it runs on a laptop.
 *
 * @param data where they keep everything
 * @param ports where they listen
 * @param shortLived whether they run for minutes only
 */
record ChildPlans(DataDirectory data, Ports ports, boolean shortLived) {
  private static final String FIRST_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

  /** For the region's process Spring sets up logging. */
  private static final String LOGGING =
      "-Dlogback.configurationFile=org/keyferry/local/logback-process.xml";

  private List<String> options(String... needed) {
    var options = new ArrayList<>(List.of(needed));
    if (shortLived) {
      options.add(FIRST_COMPILER_ALONE);
    }
    return options;
  }

  ChildPlan broker() {
    return new ChildPlan(
        "broker",
        BrokerProcess.class,
        options("-Xmx512m", LOGGING),
        List.of(
            data.kafka().toString(),
            String.valueOf(ports.kafka()),
            String.valueOf(ports.controller())));
  }

  ChildPlan objectStore() {
    return new ChildPlan(
        "s3",
        ObjectStoreProcess.class,
        options("-Xmx256m", LOGGING),
        List.of(
            data.objects().toString(),
            String.valueOf(ports.s3()),
            data.storeCredentials().toString(),
            AppSettings.OBJECT_BUCKET));
  }

  ChildPlan connect(ConnectWorker worker) {
    return new ChildPlan(
        "connect",
        FollowingMain.class,
        options("-Xmx256m", LOGGING),
        List.of(
            ConnectWorker.MAIN_CLASS, data.connect().resolve(ConnectWorker.SETTINGS).toString()),
        Optional.of(worker.classPath()));
  }

  ChildPlan region() {
    return new ChildPlan(
        "region",
        RegionProcess.class,
        options("-Xmx1g"),
        List.of(data.regionSettings().toString()));
  }
}
