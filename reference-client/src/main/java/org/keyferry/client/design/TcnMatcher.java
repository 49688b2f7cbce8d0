package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Set;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.wire.edi.TcnRecord;
import org.keyferry.wire.key.Region;

/**
 * The list of reports, TCN and PACT: each report becomes its numbers, which are compared directly.
 */
public final class TcnMatcher implements Receiver {
  private final Set<ByteString> heard = new HashSet<>();
  private final Matches matches = new Matches();
  private int refused;

  /** Remembers a number of 16 bytes. */
  public void hear(ByteString contactNumber) {
    heard.add(contactNumber);
  }

  @Override
  public void received(ReceivedFile file) {
    file.records()
        .forEach(record -> {
          if (record instanceof TcnRecord tcn) {
            match(file.region(), tcn);
          }
        });
  }

  private void match(Region region, TcnRecord record) {
    var report = TcnReport.of(record.key());
    if (!report.isSigned()) {
      refused++;
    } else if (report.contactNumbers().stream().anyMatch(heard::contains)) {
      matches.add(region, record.key());
    }
  }

  @Override
  public void startOver(Region region) {
    matches.startOver(region);
  }

  /** How many reports were not signed by their author. */
  public int refused() {
    return refused;
  }

  /** What was found so far. */
  public Matches matches() {
    return matches;
  }
}
