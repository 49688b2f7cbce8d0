package org.keyferry.client.follow;

import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Set;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;

/**
 * Where a region's feed is, and whom to believe about it.
 *
 * @param region whose
 * @param base URL of its feed, with or without a slash at its end
 * @param formats what is offered there, such as {@code edi1}, {@code ccf1} and {@code export-zip}
 * @param keys that sign there
 */
public record FeedAddress(
    Region region, URI base, Set<String> formats, Map<SigningKeyId, ECPublicKey> keys) {
  /** Lists of batches with their data. */
  public static final String EDI1 = "edi1";

  /** {@code index.txt} and zips, of this backend or any other. */
  public static final String EXPORT_ZIP = "export-zip";

  /** Filters beside the data. */
  public static final String CCF1 = "ccf1";

  public FeedAddress {
    formats = Set.copyOf(formats);
    keys = Map.copyOf(keys);
  }

  /** An address below the base. */
  URI resolve(String path) {
    return URI.create(base.toString().replaceFirst("/*$", "/")).resolve(path);
  }

  /** The last part of the base's path: in Keyferry the feed's id. */
  String directory() {
    String path = base.getPath().replaceFirst("/*$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether documents there are signed, and not only files. */
  boolean hasSignedDocuments() {
    return formats.contains(EDI1);
  }
}
