package org.keyferry.edge.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A store that accepts conditional writes and does not keep the conditions. */
record BrokenStore(ObjectStore real, Defect defect) implements ObjectStore {
  /** What it does wrong. */
  enum Defect {
    IGNORES_IF_NONE_MATCH,
    IGNORES_IF_MATCH,
    NEVER_MATCHES
  }

  @Override
  public Stored putIfAbsent(String name, Content content) throws IOException {
    if (defect == Defect.IGNORES_IF_NONE_MATCH) {
      real.delete(name);
    }
    return real.putIfAbsent(name, content);
  }

  @Override
  public Stored putIfMatch(String name, String etag, Content content) throws IOException {
    return switch (defect) {
      case NEVER_MATCHES -> new Stored.Refused();
      case IGNORES_IF_MATCH -> {
        real.delete(name);
        yield real.putIfAbsent(name, content);
      }
      case IGNORES_IF_NONE_MATCH -> real.putIfMatch(name, etag, content);
    };
  }

  @Override
  public Optional<StoredObject> get(String name) throws IOException {
    return real.get(name);
  }

  @Override
  public Optional<StoredObject> get(String name, long offset, long length) throws IOException {
    return real.get(name, offset, length);
  }

  @Override
  public Optional<ObjectHead> head(String name) throws IOException {
    return real.head(name);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return real.list(prefix);
  }

  @Override
  public void delete(String name) throws IOException {
    real.delete(name);
  }
}
