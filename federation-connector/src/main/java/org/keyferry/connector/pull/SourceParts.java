package org.keyferry.connector.pull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.ExportBatch;
import org.keyferry.connector.screen.KeyScreening;
import org.keyferry.connector.trust.BatchSigners;
import org.keyferry.connector.trust.ChangingFiles;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.connector.trust.DocumentKeys;
import org.keyferry.connector.trust.JwksKeys;
import org.keyferry.connector.trust.OriginKeys;
import org.keyferry.connector.trust.PeerServers;
import org.keyferry.connector.trust.PinnedKeys;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.ReplicationType;

/**
 * What it takes to read one feed as its settings are now.
 *
 * @param source the feed
 * @param client its connection, with the certificates that files have now
 * @param keys what batches are verified with
 * @param protocol its format
 * @param screening of its keys
 */
record SourceParts(
    PullSource source,
    ChangingFiles<PeerClient> client,
    OriginKeys keys,
    PullProtocol protocol,
    KeyScreening screening) {

  static SourceParts of(PullSource source, PullEnvironment environment) {
    SourceTrust trust = source.trust();
    var files =
        Stream.of(trust.client().map(ClientCertificate::file), trust.anchors())
            .flatMap(Optional::stream)
            .toList();
    var client =
        new ChangingFiles<PeerClient>(
            files, () -> environment.clients().client(connection(trust, environment)));
    OriginKeys keys = keys(trust, client, environment);
    return new SourceParts(
        source,
        client,
        keys,
        protocol(source, keys, environment),
        new KeyScreening(
            source.peer(),
            source.origins(),
            environment.rules().home(),
            environment.rules().admission()));
  }

  private static ConnectionTrust connection(SourceTrust trust, PullEnvironment environment) {
    return trust
        .document()
        .map(by ->
            ConnectionTrust.of(
                new PeerServers(by.peer(), by.federation(), environment.clock()),
                trust.client().map(environment.clients().keys()::of)))
        .orElseGet(() -> ConnectionTrust.of(trust.anchors(), trust.client()));
  }

  private static OriginKeys keys(
      SourceTrust trust, ChangingFiles<PeerClient> client, PullEnvironment environment) {
    if (!trust.proofRequired()) {
      return OriginKeys.NONE;
    }
    Optional<OriginKeys> published =
        trust.jwks().map(url -> new JwksKeys(url, client::current, environment.clock()));
    return trust
        .document()
        .<OriginKeys>map(by -> new DocumentKeys(by.peer(), published, environment.clock()))
        .or(() -> published)
        .orElseGet(() -> new PinnedKeys(trust.keys()));
  }

  private static BatchAudit.SignerTrust signers(SourceTrust trust, PullEnvironment environment) {
    return trust
        .document()
        .<BatchAudit.SignerTrust>map(
            by -> new BatchSigners(by.peer(), by.federation(), environment.clock()))
        .orElse(signer -> false);
  }

  private static PullProtocol protocol(
      PullSource source, OriginKeys keys, PullEnvironment environment) {
    Region home = environment.rules().home();
    Region origin = source.region().orElseGet(() -> source.origins().iterator().next());
    boolean partial = source.replication() == ReplicationType.PARTIAL;
    List<String> interest = partial ? List.of(home.code()) : List.of();
    var type = environment.rules().reportType();
    return switch (source.format()) {
      case GAEN_INDEX ->
          new IndexPull(
              source.url(), new ExportBatch(origin, source.origins(), List.of(), keys, type));
      case FEED -> {
        // Files of a regional feed are named for the region that reads them.
        Set<Region> named =
            Stream.concat(source.origins().stream(), Stream.of(home)).collect(Collectors.toSet());
        yield new FeedPull(
            source.url(),
            source.replication(),
            home,
            new ExportBatch(origin, named, interest, keys, type),
            environment.clock());
      }
      case EFGS -> new EfgsPull(source, signers(source.trust(), environment), environment.clock());
      case INTEROP ->
          new InteropPull(source, environment.clients().mostBytes(), environment.clock());
      case ENS_GRPC -> new EnsPull(source, home, environment.clock());
    };
  }
}
