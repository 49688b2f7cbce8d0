package org.keyferry.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.upload.UploadClient;
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

  /** What an app of that design knows of the region. */
  FeedAddress address(Design design) {
    try {
      var publicKey = SigningKeys.readPublic(data.signing().resolve("public.pem"));
      return new FeedAddress(
          region,
          URI.create(running.origin()).resolve("/" + region),
          design.formats(),
          Map.of(AppSettings.SIGNING_KEY, publicKey));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the key of " + region, e);
    }
  }
}
