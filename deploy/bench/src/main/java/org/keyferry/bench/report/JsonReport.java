package org.keyferry.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as JSON: {@code machine}, {@code finished}, and {@code benchmarks}, each with {@code
 * measured}, {@code limit}, {@code shareOfLimit}, {@code target}, {@code metTarget}, {@code
 * others}, {@code notes}.
 */
public final class JsonReport {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /** The whole report. */
  public static String of(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.putPOJO("machine", report.machine());
    root.put("finished", report.finished().toString());
    var all = root.putArray("benchmarks");
    report.comparisons().forEach(comparison -> all.add(of(comparison)));
    return JSON.writeValueAsString(root);
  }

  private static ObjectNode of(Comparison comparison) {
    ObjectNode node = JSON.createObjectNode();
    node.put("benchmark", comparison.benchmark());
    node.put("workload", comparison.workload());
    node.putPOJO("measured", of(comparison.measured()));
    node.putPOJO("limit", of(comparison.limit()));
    node.put("shareOfLimit", comparison.shareOfLimit());
    ObjectNode target = node.putObject("target");
    target.put("shareOfLimit", comparison.target().shareOfLimit());
    comparison.target().rate().ifPresent(rate -> target.put("rate", rate));
    node.put("metTarget", comparison.metTarget());
    node.putPOJO("others", comparison.others().stream().map(JsonReport::of).toList());
    node.putPOJO("notes", List.copyOf(comparison.notes()));
    return node;
  }

  private static Map<String, Object> of(Figure figure) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", figure.name());
    members.put("unit", figure.unit());
    members.put("median", figure.median());
    members.put("least", figure.least());
    members.put("passes", figure.passes());
    return members;
  }
}
