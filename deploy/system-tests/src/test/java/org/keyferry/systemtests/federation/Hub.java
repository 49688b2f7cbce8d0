package org.keyferry.systemtests.federation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.federation.gateway.FederationGatewayApplication;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.Validity;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A federation gateway of ours that is a hub, with a broker and a store of its own. It may go away
 * and come back where it was.
 */
final class Hub implements AutoCloseable {
  private static final String HOME = "LU";

  private final String name;
  private final List<Member> members;
  private final Identity server = Identity.of("CN=hub");
  private final int port = FreePorts.next();
  private final Path directory;
  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final EmbeddedObjectStore store;
  private final PeersPublisher documents;
  private ConfigurableApplicationContext context;

  /** Starts it. */
  Hub(String name, List<Member> members) {
    this.name = name;
    this.members = List.copyOf(members);
    directory = Repository.emptyRun(name);
    store = EmbeddedObjectStore.start(directory.resolve("objects"));
    documents = new PeersPublisher(new Region(HOME), broker.bootstrapServers(), directory);
    start();
    documents.publish(this.members.stream().map(Member::asPeer).toList());
  }

  /** It answers from now on. */
  void start() {
    context =
        FederationGatewayApplication.start(
            "--server.port=" + port,
            "--management.server.port=0",
            "--keyferry.federation-gateway.certificate-file="
                + server.writeCertificate(directory.resolve("server.pem")),
            "--keyferry.federation-gateway.private-key-file="
                + server.writeKey(directory.resolve("server.key")),
            "--keyferry.federation-gateway.home-region=" + HOME,
            "--keyferry.peers.document-keys[0]=" + documents.publicKey(),
            "--keyferry.hub.efgs=true",
            "--keyferry.hub.interop=true",
            "--keyferry.topics.replication-factor=1",
            "--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--keyferry.s3.endpoint=" + store.endpoint(),
            "--keyferry.s3.bucket=" + EmbeddedObjectStore.BUCKET,
            "--keyferry.s3.access-key=" + EmbeddedObjectStore.ACCESS_KEY,
            "--keyferry.s3.secret-key=" + EmbeddedObjectStore.SECRET_KEY);
  }

  /** Nobody listens from now on. */
  void stop() {
    context.close();
    context = null;
  }

  /** Base URL in that format. */
  URI url(PullFormat format) {
    return URI.create("https://127.0.0.1:" + port + "/" + format.word() + "/");
  }

  /** What it shows to who connects, in PEM. */
  Path certificate() {
    return directory.resolve("server.pem");
  }

  /** As the document of one of its members has it. */
  Peer asPeer(PullFormat format, Member reader) {
    var others = members.stream().filter(member -> !member.equals(reader)).toList();
    boolean efgs = format == PullFormat.EFGS;
    return new Peer(
        new PeerId(name + "-" + format.word()),
        PeerKind.HUB,
        Optional.empty(),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        others.stream().map(Member::region).collect(Collectors.toSet()),
        List.of(new PullEndpoint(format, url(format), Optional.empty())),
        List.of(),
        new PeerCertificates(
            List.of(),
            List.of(server.pin()),
            efgs ? others.stream().map(member -> member.signing().pin()).toList() : List.of(),
            Set.of()),
        List.of(),
        Optional.empty(),
        efgs ? OriginProof.REQUIRED : OriginProof.NONE,
        Set.of(),
        Validity.ALWAYS);
  }

  /** Reads what was uploaded, as it goes into the hub's own pipeline: each upload once. */
  TopicReader<FederatedKey> uploaded() {
    return TopicReader.committed(Topics.KEYS_FEDERATED, broker.bootstrapServers());
  }

  /** How many uploads of the member were answered since the last start. */
  long uploads(Member member) {
    return counted("peer", member.id());
  }

  /** How many of them ended so. */
  long uploads(Member member, String outcome) {
    return counted("peer", member.id(), "outcome", outcome);
  }

  private long counted(String... tags) {
    var found = context.getBean(MeterRegistry.class).find("keyferry.hub.uploads").tags(tags);
    return (long) found.counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() {
    if (context != null) {
      stop();
    }
    store.close();
    broker.close();
  }
}
