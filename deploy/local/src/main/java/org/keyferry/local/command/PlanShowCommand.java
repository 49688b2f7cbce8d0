package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.keyferry.local.plan.PlanStatus;
import org.keyferry.local.text.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry plan show}: the feeds of each version of the plan.
 *
 * <p>in: a processor's actuator; out: a table or JSON
 */
@Command(
    name = "show",
    description = "Shows the feeds of each version of the plan.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PlanShowCommand implements Callable<Integer> {
  @Mixin private RunningBackend backend;

  @Mixin private PlanTarget target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PlanStatus plan = target.desk(backend).plan();
    backend.print(plan, spec.commandLine().getOut(), out -> print(plan, out));
    return ExitCode.OK;
  }

  private static void print(PlanStatus plan, PrintWriter out) {
    table(plan).print(out);
    if (plan.unusedFeeds() != null) {
      out.println(plan.unusedFeeds());
    }
  }

  private static Table table(PlanStatus plan) {
    var table = new Table("VERSION", "FROM", "STATE", "FEED", "KIND", "REGION", "BUCKET");
    for (var version : plan.versions()) {
      for (var feed : version.feeds()) {
        table.row(
            version.number(),
            version.number() == 0 ? "the start" : version.effectiveFrom(),
            version.state(),
            feed.id(),
            feed.kind(),
            feed.region(),
            feed.bucket().toSeconds() + "s");
      }
    }
    return table;
  }
}
