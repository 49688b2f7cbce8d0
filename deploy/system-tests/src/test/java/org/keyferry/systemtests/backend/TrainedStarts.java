package org.keyferry.systemtests.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.exporter.ExporterApplication;
import org.keyferry.local.backend.StartCaches;
import org.keyferry.origin.OriginApplication;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.submission.GatewayApplication;
import org.keyferry.systemtests.command.Keyferry;

/** The jars of {@code ./keyferry} with its caches, for parts that start often. */
final class TrainedStarts implements Starts {
  /** One cache serves all apps: it was made by a process that is all of them. */
  private static final String APPS = "region";

  private static final Map<String, Class<?>> APPLICATIONS =
      Map.of(
          Part.GATEWAY.module(), GatewayApplication.class,
          Part.PROCESSOR.module(), ProcessorApplication.class,
          Part.EXPORTER.module(), ExporterApplication.class,
          Part.ORIGIN.module(), OriginApplication.class);

  /** For apps Spring sets up logging. */
  private static final String LOGGING =
      "-Dlogback.configurationFile=org/keyferry/local/logback-process.xml";

  private final StartCaches caches;
  private final String classPath;

  private TrainedStarts(StartCaches caches) throws IOException {
    this.caches = caches;
    this.classPath = caches.classPath();
  }

  /** With caches that fit, which are made if there are none. */
  static TrainedStarts ensure() {
    var train = new Keyferry(Repository.emptyRun("train")).run("train");
    assertThat(train.exitCode()).as(train.output()).isZero();
    try {
      var directory = Repository.ROOT.resolve("deploy/local/target/start-caches");
      return new TrainedStarts(new StartCaches(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("no caches, although they were made", e);
    }
  }

  @Override
  public List<String> app(Part app) {
    return start(APPS, APPLICATIONS.get(app.module()));
  }

  @Override
  public List<String> ours(String kind, Class<?> main) {
    List<String> command = start(kind, main);
    command.addFirst(LOGGING);
    return command;
  }

  private List<String> start(String kind, Class<?> main) {
    var command = new ArrayList<>(caches.options(kind));
    command.addAll(List.of("-cp", classPath, main.getName()));
    return command;
  }
}
