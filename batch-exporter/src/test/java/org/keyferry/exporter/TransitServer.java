package org.keyferry.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.export.SigningKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A key management service with one key, which speaks the HTTP API of Vault's transit engine and
 * really signs, with random nonces. It can be busy, broken, slow or gone.
 */
public final class TransitServer implements AutoCloseable {
  /** What becomes of a request. */
  public enum Fate {
    /** It is answered. */
    IS_ANSWERED,
    /** 429 with {@code Retry-After: 1}. */
    COMES_TOO_SOON,
    /** 503, as a sealed Vault says. */
    IS_REFUSED,
    /** The connection ends instead of an answer. */
    IS_DROPPED,
    /** There is no answer while the server is there. */
    IS_NEVER_ANSWERED,
    /** 200 with something that is no JSON. */
    GETS_TEXT,
    /** The signature is one of another key. */
    IS_SIGNED_BY_ANOTHER
  }

  /** What requests must have. */
  public static final String TOKEN = "hvs.token-that-no-log-shows";

  private static final String KEY = "/v1/transit/keys/exports";
  private static final String SIGN = "/v1/transit/sign/exports";

  private final KeyPair pair = SigningKeys.generate();
  private final KeyPair another = SigningKeys.generate();
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private volatile IntFunction<Fate> rule = request -> Fate.IS_ANSWERED;

  /** Starts it on a free port of this machine. */
  public TransitServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** Where clients connect. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The public half of its key. */
  public ECPublicKey publicKey() {
    return (ECPublicKey) pair.getPublic();
  }

  /** Writes the token to a new file in the directory, as an editor would. */
  public static Path tokenFile(Path directory) throws IOException {
    return Files.writeString(directory.resolve("token"), TOKEN + "\n");
  }

  /** Decides from now on by the number of the request, from 1. */
  public void decide(IntFunction<Fate> newRule) {
    requests.set(0);
    rule = newRule;
  }

  /** How many requests came since the last decision. */
  public int requests() {
    return requests.get();
  }

  /** All signatures that it gave out so far, in Base64. */
  public List<String> signatures() {
    return List.copyOf(signatures);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (rule.apply(requests.incrementAndGet())) {
        case IS_ANSWERED -> answer(exchange, pair);
        case IS_SIGNED_BY_ANOTHER -> answer(exchange, another);
        case COMES_TOO_SOON -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          send(exchange, 429, "{\"errors\":[\"too many requests\"]}");
        }
        case IS_REFUSED -> send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
        case GETS_TEXT -> send(exchange, 200, "<html>a proxy's page</html>");
        case IS_NEVER_ANSWERED -> closed.await();
        case IS_DROPPED -> exchange.getRequestBody().readNBytes(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, KeyPair signing) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 403, "{\"errors\":[\"permission denied\"]}");
    } else if (path.equals(KEY) && exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, key());
    } else if (path.equals(SIGN) && exchange.getRequestMethod().equals("POST")) {
      sign(exchange, signing);
    } else {
      send(exchange, 404, "{\"errors\":[]}");
    }
  }

  private String key() throws IOException {
    var pem = new StringWriter();
    try (var writer = new PemWriter(pem)) {
      writer.writeObject(new PemObject("PUBLIC KEY", pair.getPublic().getEncoded()));
    }
    var answer = JsonNodeFactory.instance.objectNode();
    var data = answer.putObject("data").put("type", "ecdsa-p256").put("latest_version", 1);
    data.putObject("keys").putObject("1").put("public_key", pem.toString());
    return answer.toString();
  }

  private void sign(HttpExchange exchange, KeyPair signing) throws IOException {
    JsonNode asked = new JsonMapper().readTree(exchange.getRequestBody().readAllBytes());
    boolean understood =
        asked.path("prehashed").asBoolean(false)
            && asked.path("hash_algorithm").asString("").equals("sha2-256")
            && asked.path("marshaling_algorithm").asString("").equals("asn1")
            && asked.path("key_version").asInt(0) == 1;
    byte[] digest = Base64.getDecoder().decode(asked.path("input").asString(""));
    if (!understood || digest.length != 32) {
      send(exchange, 400, "{\"errors\":[\"invalid request\"]}");
      return;
    }
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putObject("data").put("signature", "vault:v1:" + sign(signing, digest));
    send(exchange, 200, answer.toString());
  }

  private String sign(KeyPair signing, byte[] digest) {
    try {
      var ecdsa = Signature.getInstance("NONEwithECDSA");
      ecdsa.initSign(signing.getPrivate());
      ecdsa.update(digest);
      String signature = Base64.getEncoder().encodeToString(ecdsa.sign());
      signatures.add(signature);
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
