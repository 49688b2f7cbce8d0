package org.keyferry.local.command;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.Exchange;
import org.keyferry.local.backend.Ports;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.backend.StartCaches;
import org.keyferry.local.demo.Regions;
import org.keyferry.local.submit.SubmissionPlan;
import org.keyferry.local.submit.SubmissionRecord;
import org.keyferry.local.submit.SubmissionRun;
import org.keyferry.local.upload.Declaration;
import org.keyferry.local.upload.UploadClient;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * A backend that starts, takes some uploads and ends, for its processes to write down what they
 * learnt of it; {@code ./keyferry} runs it once after a build.
 *
 * <p>in: the directory that the JVM was told of; out: {@link StartCaches} in it
 */
@Command(name = "train", hidden = true, description = "Makes the caches for faster starts.")
public final class TrainCommand implements Callable<Integer> {
  private static final SubmissionPlan UPLOADS = new SubmissionPlan(20, 14, 8, 0, Declaration.NONE);

  private static final BackendRequest REQUEST =
      new BackendRequest(
          new Region("NL"),
          Duration.ofSeconds(10),
          Map.of(),
          Duration.ZERO,
          0,
          Exchange.NONE,
          false,
          Map.of());

  @Override
  public Integer call() throws IOException, InterruptedException {
    StartCaches.ofThisProcess().orElseThrow().make();
    var data = DataDirectory.ensure(Files.createTempDirectory("keyferry-train-"));
    Terminal.logTo(data);
    var regions = Regions.on(data, List.of(REQUEST.region()));
    try (var run = new DemoRun(regions, data, true)) {
      run.backends().start(List.of(REQUEST), Ports.ANY);
      upload(regions.all().getFirst().running(), data);
    }
    return ExitCode.OK;
  }

  private static void upload(RunDescriptor running, DataDirectory data)
      throws IOException, InterruptedException {
    var authority = DevelopmentAuthority.read(data.authority());
    var gateway = new UploadClient(URI.create(running.gateway()));
    try (var record = new SubmissionRecord(Writer.nullWriter(), Clock.systemUTC())) {
      new SubmissionRun(UPLOADS, authority, gateway, record, Clock.systemUTC()).run();
    }
  }
}
