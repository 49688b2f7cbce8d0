package org.keyferry.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.phone.EdgeCache;
import org.keyferry.local.phone.FeedClient;
import org.keyferry.local.upload.UploadClient;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;

/**
 * A region's backend that runs, as phones and its health authority see it.
 *
 * @param region whose it is
 * @param data where it keeps everything
 * @param running where its parts are
 */
public record RunningRegion(Region region, DataDirectory data, RunDescriptor running) {

  /** Where the region's phones upload to. */
  UploadClient gateway() {
    return new UploadClient(URI.create(running.gateway()));
  }

  /** Who certifies diagnoses there. */
  DevelopmentAuthority authority() {
    return DevelopmentAuthority.read(data.authority());
  }

  /** A phone's view of the region's public feed. */
  FeedClient feed(EdgeCache edge) {
    try {
      var publicKey = SigningKeys.readPublic(data.signing().resolve("public.pem"));
      var verifier = new ExportVerifier(Map.of(AppSettings.SIGNING_KEY, publicKey));
      return new FeedClient(edge, URI.create(running.origin()), region.code(), verifier);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the key of " + region, e);
    }
  }
}
