package org.keyferry.local.audit;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.edge.store.StoredPiece;
import org.keyferry.local.audit.Finding.Kind;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.StoreCredentials;

/**
 * Every object, old version and unfinished upload of a running object store.
 *
 * <p>in: lists of the store; out: {@link Finding}
 */
final class StoredObjects {
  private final String endpoint;
  private final StoreCredentials credentials;

  StoredObjects(String endpoint, StoreCredentials credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  List<Finding> find() throws IOException {
    var settings =
        new S3Settings(
            URI.create(endpoint),
            null,
            AppSettings.OBJECT_BUCKET,
            true,
            credentials.accessKey(),
            credentials.secretKey(),
            null);
    try (var connection = S3Connection.open(settings)) {
      return connection.contents().list("").stream().map(StoredObjects::finding).toList();
    }
  }

  private static Finding finding(StoredPiece piece) {
    Kind kind =
        switch (piece.kind()) {
          case OBJECT -> Kind.OBJECT;
          case OLD_VERSION -> Kind.OLD_VERSION;
          case UNFINISHED_UPLOAD -> Kind.UNFINISHED_UPLOAD;
        };
    return new Finding(
        kind,
        piece.name(),
        ObjectAge.of(piece.name(), piece.since()),
        ObjectAge.holdsKeys(piece.name()));
  }
}
