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
 * @param kafka host:port
 */
public record StatusTargets(
    String gateway, String origin, String processor, String exporter, String kafka) {

  Map<String, String> apps() {
    Map<String, String> apps = new LinkedHashMap<>();
    apps.put("gateway", gateway);
    apps.put("processor", processor);
    apps.put("exporter", exporter);
    apps.put("origin", origin);
    return apps;
  }
}
