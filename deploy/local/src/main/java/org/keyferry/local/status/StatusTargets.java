package org.keyferry.local.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.local.backend.StoreCredentials;

/**
 * Where the parts of a backend are; null: it has no such part.
 *
 * @param gateway base URL
 * @param origin base URL
 * @param processor base URL
 * @param exporter base URL
 * @param federation base URL of the federation gateway's health
 * @param connect base URL of the Connect worker
 * @param kafka host:port
 * @param s3 base URL of the object store
 * @param storeCredentials what it is opened with
 */
public record StatusTargets(
    String gateway,
    String origin,
    String processor,
    String exporter,
    String federation,
    String connect,
    String kafka,
    String s3,
    StoreCredentials storeCredentials) {

  Map<String, String> apps() {
    Map<String, String> apps = new LinkedHashMap<>();
    apps.put("gateway", gateway);
    apps.put("processor", processor);
    apps.put("exporter", exporter);
    apps.put("origin", origin);
    apps.put("federation", federation);
    apps.values().removeIf(url -> url == null);
    return apps;
  }
}
