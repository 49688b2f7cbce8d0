package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.federation.gateway.hub.HubSettings.Repeats;
import org.keyferry.wire.efgs.CanonicalBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsMapping;
import org.keyferry.wire.hub.stored.HubUpload;

/**
 * The parts of the hub that speaks EFGS. It tells keys apart as EFGS does: by all that their
 * signature is over, so that the same key with another risk is another one.
 */
record EfgsHub(UploadStore store, UploadChain chain, HubUploads uploads) {

  static EfgsHub of(
      ObjectStore objects, HubSettings settings, FederatedLog log, HubUploads.NewBatch listener) {
    var store = new UploadStore(objects, "efgs");
    var chain = new UploadChain(store, EfgsHub::digests);
    boolean keep = settings.repeats() == Repeats.KEEP;
    return new EfgsHub(
        store, chain, new HubUploads(store, chain, EfgsHub::events, log, keep, listener));
  }

  EfgsUploading uploading(HubSettings settings, HubAudit audit) {
    return new EfgsUploading(store, uploads, settings.limits(), settings.rules(), audit);
  }

  EfgsDownloading downloading(HubSettings settings) {
    return new EfgsDownloading(store, chain, settings.daysBack());
  }

  private static List<KeyDigest> digests(HubUpload upload) throws IOException {
    List<KeyDigest> digests = new ArrayList<>();
    for (EfgsKey key : EfgsDownloading.keys(upload)) {
      digests.add(KeyDigest.of(CanonicalBatch.record(key)));
    }
    return digests;
  }

  private static List<FederatedKey> events(HubUpload upload) throws IOException {
    List<FederatedKey> events = new ArrayList<>();
    for (EfgsKey key : EfgsDownloading.keys(upload)) {
      events.add(EfgsMapping.toEvent(key, upload.getUploader(), List.of()));
    }
    return events;
  }
}
