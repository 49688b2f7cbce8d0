package org.keyferry.connector.support;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.efgs.AuditEntry;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;

/** The downloads of an EFGS hub: a chain of batches over the days. */
public final class EfgsHub {
  private record Batch(String tag, LocalDate day, List<EfgsKey> keys, List<AuditEntry> audit) {}

  private static final String DOWNLOAD = "/diagnosiskeys/download/";
  private static final String AUDIT = "/diagnosiskeys/audit/download/";

  private final List<Batch> batches = new ArrayList<>();
  private volatile LocalDate oldest = LocalDate.MIN;
  private volatile String unavailable = "";

  public EfgsHub(TestPeer peer) {
    peer.on("", this::answer);
  }

  /** One more batch of that day; without keys it has an empty body, as all were the reader's. */
  public synchronized void add(LocalDate day, List<EfgsKey> keys, List<AuditEntry> audit) {
    long number = 1 + batches.stream().filter(batch -> batch.day().equals(day)).count();
    String tag = day.toString().replace("-", "") + "-" + number;
    batches.add(new Batch(tag, day, keys, audit));
  }

  /** Days before are gone. */
  public void keepFrom(LocalDate day) {
    oldest = day;
  }

  /** For the batch of that tag there is no answer yet. */
  public void withhold(String tag) {
    unavailable = tag;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String tag = exchange.getRequestHeaders().getFirst("batchTag");
    if (path.startsWith(AUDIT)) {
      audit(exchange, path.substring(path.lastIndexOf('/') + 1));
      return;
    }
    LocalDate day = LocalDate.parse(path.substring(DOWNLOAD.length()));
    if (day.isBefore(oldest)) {
      exchange.sendResponseHeaders(410, -1);
      return;
    }
    if (unavailable.equals(tag)) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      boolean wanted = tag == null ? !batch.day().isBefore(day) : batch.tag().equals(tag);
      if (wanted) {
        serve(exchange, batch, i + 1 < batches.size() ? batches.get(i + 1).tag() : "null");
        return;
      }
    }
    exchange.sendResponseHeaders(404, -1);
  }

  private static void serve(HttpExchange exchange, Batch batch, String next) throws IOException {
    byte[] body = new EfgsBatch(batch.keys()).toByteArray();
    exchange.getResponseHeaders().set("batchTag", batch.tag());
    exchange.getResponseHeaders().set("nextBatchTag", next);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void audit(HttpExchange exchange, String tag) throws IOException {
    for (Batch batch : batches) {
      if (batch.tag().equals(tag)) {
        byte[] body = AuditEntry.write(batch.audit());
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        return;
      }
    }
    exchange.sendResponseHeaders(404, -1);
  }
}
