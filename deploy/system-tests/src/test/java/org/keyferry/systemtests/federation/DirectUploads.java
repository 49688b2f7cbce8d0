package org.keyferry.systemtests.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.push.EfgsUploads;
import org.keyferry.connector.push.HubUploads;
import org.keyferry.connector.push.InteropUploads;
import org.keyferry.connector.push.SealedPart;
import org.keyferry.connector.push.UploadRefused;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.wire.efgs.EfgsSigner;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.peer.PullFormat;

/** Another backend that uploads to a hub, each upload at once. */
final class DirectUploads implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Member member;
  private final PeerClients clients =
      new PeerClients(new AddressRule(true), new FetchLimits(LONG, LONG, LONG, 0, 1 << 20));
  private final HubUploads uploads;
  private long sequence;

  DirectUploads(Member member, Hub hub, PullFormat format) {
    this.member = member;
    Path directory = Repository.emptyRun("direct-" + member.id() + "-" + format.word());
    Path certificate = member.client().writeBoth(directory.resolve("client.p12"));
    var client =
        clients.client(
            ConnectionTrust.of(
                Optional.of(hub.certificate()),
                Optional.of(new ClientCertificate(certificate, Identity.PASSWORD))));
    var key = (ECPrivateKey) member.signing().keys().getPrivate();
    uploads =
        format == PullFormat.EFGS
            ? new EfgsUploads(
                hub.url(format), () -> client, signer(key), member.region(), Clock.systemUTC())
            : new InteropUploads(
                hub.url(format), () -> client, key, Optional.empty(), member.region());
  }

  private EfgsSigner signer(ECPrivateKey key) {
    try {
      return new EfgsSigner(key, member.signing().certificate());
    } catch (UntrustedBatch e) {
      throw new IllegalStateException(e);
    }
  }

  /** Uploads keys and returns them when the hub has them. */
  synchronized List<BatchKey> upload(List<BatchKey> keys) {
    var part = new SealedPart("direct", ++sequence, 0, member.id(), List.of(), keys);
    try {
      uploads.upload(part);
      return keys;
    } catch (UploadRefused e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
