package org.keyferry.local.backend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.PushFormat;
import org.keyferry.wire.topic.Topics;

/**
 * The connector that uploads a backend's feed to a hub.
 *
 * @param data where the backend keeps everything
 * @param running where its parts are
 * @param format what is spoken by the hub
 */
public record HubSink(DataDirectory data, RunDescriptor running, PushFormat format) {

  /**
   * Has the backend's Connect worker run it from now on.
   *
   * @param url of the hub
   * @param certificate file of the one with which the hub answers
   * @throws CommandFailure if the worker refuses
   */
  public void start(URI url, Path certificate) throws IOException {
    // A copy of its own: the worker reads nothing of other backends.
    Path known = data.connect().resolve("hub-" + format.word() + ".pem");
    PrivateFiles.write(known, Files.readString(certificate));
    var readiness = new Readiness(this::requireRunning);
    new ConnectorDesk(URI.create(running.connect()), readiness)
        .put(Exchange.feedFor(format), properties(url, known));
  }

  private void requireRunning() {
    if (!running.isRunning()) {
      throw new CommandFailure(
          new Problem("backend", data.root().toString(), "one that runs", "one that ended"));
    }
  }

  private Map<String, String> properties(URI url, Path certificate) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("connector.class", "org.keyferry.connector.sink.FederationSinkConnector");
    properties.put("tasks.max", "1");
    properties.put("topics", Topics.BATCHES_SEALED.name());
    properties.put("key.converter", ConnectWorker.BYTES);
    properties.put("value.converter", ConnectWorker.BYTES);
    properties.put("consumer.override.isolation.level", "read_committed");
    properties.put("consumer.override.auto.offset.reset", "earliest");
    properties.put("Format", format.word());
    properties.put("RemoteRegionURL", url.toString());
    properties.put("feed", Exchange.feedFor(format));
    properties.put("home.region", running.region());
    properties.put("development.loopback", "true");
    properties.put(
        "TLSConsumerCertificate",
        data.federation().resolve(DevelopmentCertificate.KEY_STORE).toString());
    properties.put("TLSConsumerCertificatePassword", ConnectWorker.secret(data, "tls.password"));
    properties.put("TLSProducerCertificates", certificate.toString());
    properties.put(
        "SigningCertificate",
        data.batchSigning().resolve(DevelopmentCertificate.KEY_STORE).toString());
    properties.put("SigningCertificatePassword", ConnectWorker.secret(data, "signing.password"));
    return properties;
  }
}
