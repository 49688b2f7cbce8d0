package org.keyferry.local.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.keyferry.exporter.ExporterApplication;
import org.keyferry.federation.gateway.FederationGatewayApplication;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.origin.OriginApplication;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.submission.GatewayApplication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The apps of one region side by side: a context and a port each. One without a port is not
 * started.
 *
 * <p>in: launcher's process id, file with settings; out: gateway, processor, exporter, origin,
 * federation gateway
 */
public final class RegionProcess {
  private static final Logger LOG = LoggerFactory.getLogger(RegionProcess.class);

  private static final String FEDERATION = "federation";

  private RegionProcess() {}

  /** Runs until the launcher ends or SIGTERM comes. */
  public static void main(String[] args) {
    Parent.follow(args[0]);
    try {
      startAll(read(Path.of(args[1])));
    } catch (Exception e) {
      // Spring has told what is wrong; the contexts that run would keep the JVM alive.
      throw ChildFailure.exit("the region", e);
    }
  }

  /** Against the flow, so that no app is ready before the ones that it feeds. */
  private static Map<String, Function<String[], ConfigurableApplicationContext>> apps() {
    Map<String, Function<String[], ConfigurableApplicationContext>> apps = new LinkedHashMap<>();
    apps.put(FEDERATION, FederationGatewayApplication::start);
    apps.put("origin", OriginApplication::start);
    apps.put("exporter", ExporterApplication::start);
    apps.put("processor", ProcessorApplication::start);
    apps.put("gateway", GatewayApplication::start);
    return apps;
  }

  private static void startAll(Properties settings) {
    apps()
        .forEach((name, start) -> {
          if (settings.containsKey(AppSettings.portOf(name))) {
            start
                .apply(arguments(settings, name))
                .addApplicationListener((ContextClosedEvent _) -> stop(name));
          }
        });
  }

  /** Without one of its apps a region is of no use: the launcher has to know. */
  private static void stop(String app) {
    LOG.atInfo().addKeyValue("app", app).log("closed");
    // Closing waits for nobody; while the JVM ends already, this thread just waits.
    Thread.ofPlatform().daemon().name("exit").start(() -> Runtime.getRuntime().exit(1));
  }

  private static String[] arguments(Properties settings, String app) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--logging.config=classpath:org/keyferry/local/logback-process.xml");
    arguments.add("--server.port=" + settings.getProperty(AppSettings.portOf(app)));
    if (app.equals(FEDERATION)) {
      String health = settings.getProperty(AppSettings.portOf("federation-health"));
      arguments.add("--management.server.port=" + health);
    }
    for (String name : settings.stringPropertyNames()) {
      if (!name.startsWith(AppSettings.PORTS)) {
        arguments.add("--" + name + "=" + settings.getProperty(name));
      }
    }
    return arguments.toArray(String[]::new);
  }

  private static Properties read(Path file) throws IOException {
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    return settings;
  }
}
