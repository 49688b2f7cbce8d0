package org.keyferry.local.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the parts of a backend are.
 *
 * @param gateway base URL
 * @param origin base URL
 * @param processor base URL
 * @param exporter base URL
 * @param federation base URL of the federation gateway's health; null: there is none
 * @param kafka host:port
 */
public record StatusTargets(
    String gateway,
    String origin,
    String processor,
    String exporter,
    String federation,
    String kafka) {

  Map<String, String> apps() {
    Map<String, String> apps = new LinkedHashMap<>();
    apps.put("gateway", gateway);
    apps.put("processor", processor);
    apps.put("exporter", exporter);
    apps.put("origin", origin);
    if (federation != null) {
      apps.put("federation", federation);
    }
    return apps;
  }
}
