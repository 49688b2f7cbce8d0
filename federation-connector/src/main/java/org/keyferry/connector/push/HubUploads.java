package org.keyferry.connector.push;

import java.io.IOException;

/** Uploads to one hub in its format. */
public interface HubUploads {

  /**
   * Uploads a part; returns when the hub has all of its keys that it takes. A part that was
   * uploaded before changes nothing.
   *
   * @return how many keys the hub has now, those that it had before among them
   * @throws UploadRefused if the hub will never take it
   * @throws IOException if it may take it later
   */
  int upload(SealedPart part) throws IOException, UploadRefused;
}
