package org.keyferry.local.backend;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * Where the parts of a backend listen, all on loopback: 1 to 65535, or 0 for any that is free.
 *
 * @param gateway submission gateway
 * @param origin distribution origin
 * @param processor streams processor's metrics and health
 * @param exporter batch exporter's metrics and health
 * @param federation federation gateway
 * @param federationHealth federation gateway's metrics and health
 * @param connect REST interface of the Connect worker
 * @param kafka broker
 * @param controller KRaft controller
 * @param s3 object store
 */
public record Ports(
    int gateway,
    int origin,
    int processor,
    int exporter,
    int federation,
    int federationHealth,
    int connect,
    int kafka,
    int controller,
    int s3) {

  private static final String FEDERATION_HEALTH = "federation-health";

  private static final int HIGHEST = 65_535;

  /**
   * @throws InvalidSetting if a port is outside its range
   */
  public Ports {
    requirePort("gateway", gateway);
    requirePort("origin", origin);
    requirePort("processor", processor);
    requirePort("exporter", exporter);
    requirePort("federation", federation);
    requirePort(FEDERATION_HEALTH, federationHealth);
    requirePort("connect", connect);
    requirePort("kafka", kafka);
    requirePort("controller", controller);
    requirePort("s3", s3);
  }

  private static void requirePort(String name, int port) {
    InvalidSetting.unlessBetween(0, HIGHEST, "--" + name + "-port", port);
  }

  /** Wherever it is free. */
  public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Those of the documents. */
  public static final Ports DEFAULT =
      new Ports(8080, 8081, 8084, 8085, 8443, 8086, 8083, 9092, 9093, 9000);

  /** By the names that the options have: {@code --NAME-port}. */
  public Map<String, Integer> byName() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("gateway", gateway);
    ports.put("origin", origin);
    ports.put("processor", processor);
    ports.put("exporter", exporter);
    ports.put("federation", federation);
    ports.put(FEDERATION_HEALTH, federationHealth);
    ports.put("connect", connect);
    ports.put("kafka", kafka);
    ports.put("controller", controller);
    ports.put("s3", s3);
    return ports;
  }

  static Ports of(Map<String, Integer> ports) {
    return new Ports(
        ports.get("gateway"),
        ports.get("origin"),
        ports.get("processor"),
        ports.get("exporter"),
        ports.get("federation"),
        ports.get(FEDERATION_HEALTH),
        ports.get("connect"),
        ports.get("kafka"),
        ports.get("controller"),
        ports.get("s3"));
  }
}
