package org.keyferry.client.testing;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/** Remembers all that it was given. */
public final class Received implements Receiver {
  private final List<ReceivedFile> files = new ArrayList<>();
  private final List<ExposureFilter> filters = new ArrayList<>();

  @Override
  public void received(ReceivedFile file) {
    files.add(file);
  }

  @Override
  public void filter(Region region, String name, ExposureFilter filter) {
    filters.add(filter);
  }

  @Override
  public void startOver(Region region) {
    files.removeIf(file -> file.region().equals(region));
  }

  public List<ReceivedFile> files() {
    return files;
  }

  public List<ExposureFilter> filters() {
    return filters;
  }

  /** All keys, as often as they came. */
  public List<DiagnosisKey> keys() {
    return files.stream().flatMap(file -> file.keys().stream()).toList();
  }
}
