package org.keyferry.bench.origin;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.bench.process.DebianProgram;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * wrk, which asks for one address as fast as it is answered.
 *
 * @param program wrk
 * @param connections at once
 */
record Wrk(DebianProgram program, int connections) {
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)(m?s|m)");
  private static final Pattern NINETY_NINE = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s|m)\\b");
  private static final Pattern WRONG =
      Pattern.compile("Non-2xx or 3xx responses: \\d+|Socket errors: .*");

  /**
   * What came of it.
   *
   * @param requests answered
   * @param elapsed how long it took
   * @param ninetyNine what 99 of 100 answers did not take longer than
   */
  record Load(long requests, Duration elapsed, Duration ninetyNine) {
    double perSecond() {
      return requests / (elapsed.toNanos() / 1e9);
    }
  }

  /**
   * Loads.
   *
   * @param headers as {@code Name: value}
   * @throws CommandFailure if an answer was neither 2xx nor 3xx, or a connection broke
   */
  Load load(URI address, Duration time, List<String> headers) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                program.executable().toString(),
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "30s",
                "--latency"));
    headers.forEach(header -> command.addAll(List.of("-H", header)));
    command.add(address.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(program.environment());
    Process process = builder.start();
    String output;
    try (var printed = process.getInputStream()) {
      output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
    }
    return parse(output);
  }

  private static Load parse(String output) {
    Matcher requests = REQUESTS.matcher(output);
    Matcher ninetyNine = NINETY_NINE.matcher(output);
    Matcher wrong = WRONG.matcher(output);
    if (wrong.find() || !requests.find() || !ninetyNine.find()) {
      throw new CommandFailure(
          new Problem("load", "wrk", "answers of 2xx and 3xx alone", output.strip()));
    }
    return new Load(
        Long.parseLong(requests.group(1)),
        duration(requests.group(2), requests.group(3)),
        duration(ninetyNine.group(1), ninetyNine.group(2)));
  }

  private static Duration duration(String amount, String unit) {
    double seconds =
        switch (unit.toLowerCase(Locale.ROOT)) {
          case "us" -> 1e-6;
          case "ms" -> 1e-3;
          case "m" -> 60;
          default -> 1;
        };
    return Duration.ofNanos(Math.round(Double.parseDouble(amount) * seconds * 1e9));
  }
}
