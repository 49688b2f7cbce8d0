package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.demo.Demo;
import org.keyferry.local.demo.DemoPlan;
import org.keyferry.local.demo.Regions;
import org.keyferry.local.demo.Tampering;
import org.keyferry.local.demo.Ways;
import org.keyferry.local.text.Progress;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry demo}: the whole story, verified.
 *
 * <p>in: options; out: progress, a table, exit code 0 only if all of it was verified
 */
@Command(
    name = "demo",
    description = "Runs backends with simulated phones, and verifies who is warned.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
  private static final int FEWEST_PHONES = 10;

  @Option(names = "--keep", description = "Leave everything running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--phones",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many phones, 10 or more (default: ${DEFAULT-VALUE}).")
  private int phones;

  @Option(
      names = "--regions",
      paramLabel = "REGION",
      split = ",",
      defaultValue = "NL,BE,DE,GB",
      converter = RegionText.class,
      description = "Regions that people travel between (default: ${DEFAULT-VALUE}).")
  private List<Region> regions;

  @Option(
      names = "--by-efgs",
      paramLabel = "REGION",
      split = ",",
      defaultValue = "NL,DE",
      converter = RegionText.class,
      description = {
        "Those of them that exchange keys with each other by an EFGS hub, the others by feeds",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<Region> efgs;

  @Option(
      names = "--by-interop",
      paramLabel = "REGION",
      split = ",",
      defaultValue = "GB",
      converter = RegionText.class,
      description = {
        "Those of them that exchange keys with all others by an interop hub",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<Region> interop;

  @Option(
      names = "--unvisited",
      paramLabel = "REGION",
      split = ",",
      defaultValue = "IS",
      converter = RegionText.class,
      description = {
        "Regions that read feeds of all, that nobody visits, and that must get nothing",
        "(default: ${DEFAULT-VALUE})."
      })
  private List<Region> unvisited;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides who meets whom and who falls ill (default: another one each time).")
  private Long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: a directory that is removed at the end).")
  private Path data;

  @Option(names = "--inject", hidden = true, description = "${COMPLETION-CANDIDATES}")
  private Tampering tampering;

  @Mixin private PortOptions ports;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (phones < FEWEST_PHONES) {
      throw new ParameterException(
          spec.commandLine(), "--phones: expected 10 or more, got " + phones);
    }
    var ways = new Ways(regions, Set.copyOf(efgs), Set.copyOf(interop));
    var named = Stream.concat(ways.backends().stream(), unvisited.stream()).toList();
    if (Set.copyOf(named).size() < named.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--regions and --unvisited: expected each region once, and EU for the hub, got " + named);
    }
    PrintWriter out = spec.commandLine().getOut();
    var directory =
        DataDirectory.ensure(data == null ? Files.createTempDirectory("keyferry-demo-") : data);
    Terminal.logTo(directory);
    var backends = Regions.on(directory, ways.backends());
    var run = new DemoRun(backends, directory, data == null);
    return UntilInterrupted.ofThisProcess(run::close, out)
        .run(() -> {
          int code = demonstrate(backends, ways, directory, out);
          if (keep) {
            out.println("left running on " + directory.root() + " until Ctrl-C");
            backends.awaitEnd();
          }
          return code;
        });
  }

  private int demonstrate(Regions backends, Ways ways, DataDirectory directory, PrintWriter out)
      throws IOException, InterruptedException, MalformedExport {
    var plan =
        new DemoPlan(
            directory,
            ports.ports(),
            ways,
            unvisited,
            phones,
            seed == null ? new Random().nextInt(1_000_000) : seed,
            keep,
            tampering);
    var result = new Demo(plan, backends, new Progress(out), Clock.systemUTC()).run();
    result.print(out, keep);
    return result.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
