package org.keyferry.connector.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyferry.connector.support.ens.Cursor;
import org.keyferry.connector.support.ens.ExposureKey;
import org.keyferry.connector.support.ens.FederationFetchRequest;
import org.keyferry.connector.support.ens.FederationFetchResponse;
import org.keyferry.connector.support.ens.FederationGrpc;
import org.keyferry.connector.support.ens.FetchState;

/**
 * An exposure notifications server on this machine with keys of hours, as its description says:
 * keys first, then revised ones, at most 500 in all, cursors that are inclusive in time.
 */
public final class EnsServer implements AutoCloseable {
  private static final long SECONDS_OF_HOUR = 3600;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private record Row(long created, boolean revised, boolean local, ExposureKey key) {}

  private record Page(List<ExposureKey> keys, Cursor next, boolean isFull) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<FederationFetchRequest> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final Server server;
  private long now = 450_000 * SECONDS_OF_HOUR;
  private volatile boolean forgetful;

  private EnsServer(Certificates certificates, ServerServiceDefinition instead) {
    var own = certificates.server();
    var credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(own.keys().getKeyManagers())
            .trustManager(own.trust().getTrustManagers())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      server =
          NettyServerBuilder.forAddress(address, credentials)
              .addService(instead == null ? FederationGrpc.bindService(new Fetching()) : instead)
              .intercept(new Authorizations())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that answers as it should. */
  public static EnsServer start(Certificates certificates) {
    return new EnsServer(certificates, null);
  }

  /** One that answers in a way of its own. */
  public static EnsServer start(Certificates certificates, ServerServiceDefinition instead) {
    return new EnsServer(certificates, instead);
  }

  /** One that answers full pages with their last hour alone, as some do. */
  public EnsServer forgetful() {
    forgetful = true;
    return this;
  }

  private final class Fetching implements FederationGrpc.AsyncService {
    @Override
    public void fetch(
        FederationFetchRequest request, StreamObserver<FederationFetchResponse> answers) {
      requests.add(request);
      answers.onNext(answer(request));
      answers.onCompleted();
    }
  }

  private final class Authorizations implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      authorizations.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }

  /** Keys of one hour that was just over, uploaded there. */
  public void add(List<ExposureKey> keys) {
    add(keys, false, true);
  }

  /** What changed of keys in an hour that was just over. */
  public void addRevised(List<ExposureKey> keys) {
    add(keys, true, true);
  }

  /** Keys that it has from others itself. */
  public void addImported(List<ExposureKey> keys) {
    add(keys, false, false);
  }

  private synchronized void add(List<ExposureKey> keys, boolean revised, boolean local) {
    keys.forEach(key -> rows.add(new Row(now, revised, local, key)));
    now += SECONDS_OF_HOUR;
  }

  private synchronized FederationFetchResponse answer(FederationFetchRequest request) {
    int most = Math.min(500, request.getMaxExposureKeys());
    Page keys = page(request, false, request.getState().getKeyCursor(), most);
    Page revised =
        page(request, true, request.getState().getRevisedKeyCursor(), most - keys.keys().size());
    return FederationFetchResponse.newBuilder()
        .addAllKeys(keys.keys())
        .addAllRevisedKeys(revised.keys())
        .setPartialResponse(keys.isFull() || revised.isFull())
        .setNextFetchState(
            FetchState.newBuilder().setKeyCursor(keys.next()).setRevisedKeyCursor(revised.next()))
        .build();
  }

  private Page page(FederationFetchRequest request, boolean revised, Cursor from, int most) {
    int offset = offset(from.getNextToken());
    List<Row> left =
        rows.stream()
            .filter(row -> row.revised() == revised && row.created() >= from.getTimestamp())
            .filter(row -> wants(request, row))
            .skip(offset)
            .toList();
    if (left.size() <= most) {
      return new Page(
          left.stream().map(Row::key).toList(),
          Cursor.newBuilder().setTimestamp(now).build(),
          false);
    }
    List<Row> page = left.subList(0, most);
    Cursor next =
        forgetful && !page.isEmpty()
            ? Cursor.newBuilder().setTimestamp(page.getLast().created()).build()
            : from.toBuilder().setNextToken(token(offset + page.size())).build();
    return new Page(page.stream().map(Row::key).toList(), next, true);
  }

  private static boolean wants(FederationFetchRequest request, Row row) {
    List<String> regions = row.key().getRegionsList();
    boolean included =
        row.key().getTraveler()
            || regions.stream().anyMatch(request.getIncludeRegionsList()::contains);
    return included
        && regions.stream().noneMatch(request.getExcludeRegionsList()::contains)
        && (row.key().getTraveler() || !request.getOnlyTravelers())
        && (row.local() || !request.getOnlyLocalProvenance());
  }

  private static String token(int rows) {
    return Base64.getEncoder().encodeToString(String.valueOf(rows).getBytes(US_ASCII));
  }

  private static int offset(String token) {
    return token.isEmpty()
        ? 0
        : Integer.parseInt(new String(Base64.getDecoder().decode(token), US_ASCII));
  }

  /** Its base URL. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getPort() + "/");
  }

  /** What was asked for. */
  public List<FederationFetchRequest> requests() {
    return List.copyOf(requests);
  }

  /** What who asked showed beside a certificate. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
