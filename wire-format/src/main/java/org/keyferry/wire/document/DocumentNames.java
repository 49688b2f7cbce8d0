package org.keyferry.wire.document;

import java.time.LocalDate;
import org.keyferry.wire.export.ObjectNames;

/**
 * Names of the objects that phones read, relative to the public prefix, and how they are served. A
 * document has a name without an ending; each of its representations has it with one.
 */
public final class DocumentNames {
  /** Media type of documents. */
  public static final String JSON_MEDIA_TYPE = "application/json";

  /** Media type of signed documents. */
  public static final String JWS_MEDIA_TYPE = "application/jose";

  /** Media type of data objects. */
  public static final String DATA_MEDIA_TYPE = "application/vnd.en.edi";

  /** Media type of filter objects. */
  public static final String FILTER_MEDIA_TYPE = "application/vnd.en.ccf";

  /** Media type of PEM files. */
  public static final String PEM_MEDIA_TYPE = "application/x-pem-file";

  /** Media type of tokens of RFC 3161. */
  public static final String TOKEN_MEDIA_TYPE = "application/timestamp-reply";

  /** Media type of objects that name another one. */
  public static final String ALIAS_MEDIA_TYPE = "text/plain; charset=us-ascii";

  /** Data, filters and tokens never change. */
  public static final String IMMUTABLE_CACHE_CONTROL =
      ObjectNames.EXPORT_CACHE_CONTROL + ", no-transform";

  /** As that of {@code index.txt}: what a list names is deleted when caches forgot it. */
  public static final String INDEX_CACHE_CONTROL = ObjectNames.INDEX_CACHE_CONTROL;

  /** Metadata: SHA-256 of the stored bytes, as {@link ContentHash} writes it. */
  public static final String HASH_METADATA = "sha256";

  /** Metadata: the batch before it in the list. */
  public static final String PREVIOUS_METADATA = "previous";

  /** Metadata: the number of the chunk that an alias is of. */
  public static final String CHUNK_METADATA = "chunk";

  private static final String EXPOSED = "/v1/exposed/";

  private DocumentNames() {}

  /** The list of all batches, without ending. */
  public static String list(String feed) {
    return feed + EXPOSED + "list";
  }

  /** The list of a day's batches, without ending. */
  public static String day(String feed, LocalDate day) {
    return days(feed) + day;
  }

  /** What the names of all documents of days begin with. */
  public static String days(String feed) {
    return feed + EXPOSED + "days/";
  }

  /** The twin of {@code index.txt}, without ending; it has a signed representation alone. */
  public static String fileIndex(String feed) {
    return feed + "/index";
  }

  /** The data of a batch. */
  public static String data(String feed, BatchName batch) {
    return feed + EXPOSED + "data/" + batch + ".edi";
  }

  /** The filter of a batch. */
  public static String filter(String feed, BatchName batch) {
    return feed + EXPOSED + "filter/" + batch + ".ccf";
  }

  /** Names the newest data object. */
  public static String latestData(String feed) {
    return dataAlias(feed, "latest");
  }

  /** Names the newest filter. */
  public static String latestFilter(String feed) {
    return filterAlias(feed, "latest");
  }

  /** Names the object of an aggregate such as {@code 24h}. */
  public static String dataAlias(String feed, String name) {
    return feed + EXPOSED + "data/" + name + ".alias";
  }

  /** Names the filter of an aggregate. */
  public static String filterAlias(String feed, String name) {
    return feed + EXPOSED + "filter/" + name + ".alias";
  }

  /** The keys of an aggregate. */
  public static String aggregate(String feed, String name, ContentHash hash) {
    return feed + EXPOSED + aggregateUri(name, hash) + ".edi";
  }

  /** The list of batches of an aggregate that is too large for one object. */
  public static String aggregateList(String feed, String name, ContentHash hash) {
    return feed + EXPOSED + aggregateUri(name, hash) + ".json";
  }

  private static String aggregateUri(String name, ContentHash hash) {
    return "data/" + name + "-" + hash.shortText();
  }

  /** The address of an aggregate as the list has it. */
  public static String aggregateUriInList(String name, ContentHash hash) {
    return "exposed/" + aggregateUri(name, hash);
  }

  /** The address of a batch's data, relative to the list of all batches. */
  public static String dataUriInList(BatchName batch) {
    return "exposed/data/" + batch;
  }

  /** The address of a batch's filter, relative to the list of all batches. */
  public static String filterUriInList(BatchName batch) {
    return "exposed/filter/" + batch;
  }

  /** The address of a batch's data, relative to the list of a day. */
  public static String dataUriInDay(BatchName batch) {
    return "data/" + batch;
  }

  /** The address of a batch's filter, relative to the list of a day. */
  public static String filterUriInDay(BatchName batch) {
    return "filter/" + batch;
  }

  /** Names the export file of a chunk. */
  public static String chunk(String feed, long number) {
    return feed + "/v1/keys/" + number + ".alias";
  }

  /** Names the export file of the newest chunk. */
  public static String latestChunk(String feed) {
    return feed + "/v1/keys/latest.alias";
  }

  /** Names the export file of the oldest chunk. */
  public static String firstChunk(String feed) {
    return feed + "/v1/keys/first.alias";
  }

  /** A document that is no feed's, such as {@code configuration}, without ending. */
  public static String meta(String document) {
    return "meta/" + document;
  }

  /** The representation in JSON. */
  public static String json(String document) {
    return document + ".json";
  }

  /** The signed representation. */
  public static String jws(String document) {
    return document + ".jws";
  }

  /** The token of an object by a time-stamp authority. */
  public static String token(String object) {
    return object + ".tsr";
  }
}
