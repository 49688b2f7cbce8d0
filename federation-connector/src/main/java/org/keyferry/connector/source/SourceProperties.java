package org.keyferry.connector.source;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** The properties of the source connector, with their texts, which the reference page shows. */
public final class SourceProperties {
  static final String REGION_ID = "RegionID";
  static final String URL = "RemoteRegionURL";
  static final String REPLICATION = "ReplicationType";
  static final String FORMAT = "Format";
  static final String VERIFICATION_KEYS = "VerificationKeys";
  static final String CLIENT_CERTIFICATE = "TLSConsumerCertificate";
  static final String CLIENT_PASSWORD = "TLSConsumerCertificatePassword";
  static final String SERVER_CERTIFICATES = "TLSProducerCertificates";
  static final String TOKEN = "HubToken";
  static final String PEER_ID = "peer.id";
  static final String ORIGINS = "peer.origins";
  static final String DOCUMENT_KEYS = "peers.document.keys";
  static final String DOCUMENT_FIRST = "peers.document.first.version";
  static final String DOCUMENT_BROKERS = "peers.document.bootstrap.servers";
  static final String DOCUMENT_CLIENT = "peers.document.client.";
  static final String HOME = "home.region";
  static final String QUANTUM = "record.quantum.ms";
  static final String REPORT_TYPE = "keys.report.type";
  static final String LONGEST_AGE = "admission.longest.age.ms";
  static final String MOST_ONSET = "admission.most.days.since.onset";
  static final String HOUR_FLOOR = "caps.hour.floor.keys";
  static final String DAY_FLOOR = "caps.day.floor.keys";
  static final String POLL_SHORTEST = "poll.shortest.ms";
  static final String POLL_LONGEST = "poll.longest.ms";
  static final String POLL_USUAL = "poll.usual.ms";
  static final String POLL_JITTER = "poll.jitter.ms";
  static final String CONNECT = "fetch.connect.timeout.ms";
  static final String SILENCE = "fetch.silence.timeout.ms";
  static final String WHOLE = "fetch.whole.timeout.ms";
  static final String SPEED = "fetch.least.bytes.per.second";
  static final String LARGEST = "fetch.largest.bytes";
  static final String SPOOL = "spool.directory";
  static final String ARCHIVE_ENDPOINT = "archive.endpoint";
  static final String ARCHIVE_REGION = "archive.region";
  static final String ARCHIVE_BUCKET = "archive.bucket";
  static final String ARCHIVE_PATH_STYLE = "archive.path.style";
  static final String ARCHIVE_ACCESS_KEY = "archive.access.key";
  static final String ARCHIVE_SECRET_KEY = "archive.secret.key";
  static final String ARCHIVE_RETENTION = "archive.retention.ms";
  static final String LOOPBACK = "development.loopback";

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final ConfigDef all = new ConfigDef();
  private String group;
  private int order;

  private SourceProperties() {}

  /** All of them, in groups. */
  public static ConfigDef definition() {
    var properties = new SourceProperties();
    properties.peer();
    properties.peers();
    properties.home();
    properties.rules();
    properties.polls();
    properties.limits();
    properties.archive();
    return properties.all;
  }

  private void peer() {
    group = "One peer";
    optional(REGION_ID, "", null, "Region of the other backend, ISO 3166-1 or 3166-2: BE, GB-SCT.");
    optional(
        URL,
        "",
        null,
        "Base URL of the other backend: https, no user, no query, no private address."
            + " For gaen-index the folder of index.txt; for ens-grpc without a path.");
    optional(
        REPLICATION,
        ReplicationType.PARTIAL.word(),
        word(ReplicationType.ALL_TO_ALL.word(), ReplicationType.PARTIAL.word()),
        "Which keys are read: all-to-all, or those of interest to us (ens-grpc: of travellers).");
    optional(FORMAT, "feed", word(formats()), "What is spoken there.");
    optional(PEER_ID, "", null, "What the peer is called in records. RegionID if not given.");
    list(ORIGINS, "Regions whose keys the peer may state. RegionID if not given.");
    peerTrust();
  }

  private void peerTrust() {
    list(
        VERIFICATION_KEYS,
        "Keys that batches must be signed by: ID-VERSION=FILE for each, FILE a public key in PEM;"
            + " or the URL of a JWK set. If none is given, batches are not verified, and their keys"
            + " are counted as unproven. Hubs and ens-grpc have none.");
    optional(
        CLIENT_CERTIFICATE,
        "",
        null,
        "File with the certificate and key that are shown to the peer, PKCS#12. A file that is"
            + " replaced is read again before the next poll.");
    password(CLIENT_PASSWORD, "Password of that file; by a config provider, never as text.");
    optional(
        SERVER_CERTIFICATES,
        "",
        null,
        "File with the certificates in PEM that the peer's own must end in. Without it those of"
            + " the Java runtime.");
    password(
        TOKEN,
        "Bearer token that interop or ens-grpc asks for; by a config provider, never as text. With"
            + " many peers PEER=TOKEN for each that gave one, with spaces between them: none is"
            + " shown the token of another.");
  }

  private void peers() {
    group = "Many peers";
    list(
        DOCUMENT_KEYS,
        "Files with public keys in PEM, one of which signed the first version of the peers"
            + " document. With it, the peers are those of the document, the properties of one peer"
            + " are not given, and TLSConsumerCertificate is shown to all.");
    number(
        DOCUMENT_FIRST,
        1,
        1,
        Long.MAX_VALUE,
        "The version of the peers document where trust begins.");
    optional(
        DOCUMENT_BROKERS,
        "",
        null,
        "Brokers that have the peers document, as host:port,host:port, and the hints of peers,"
            + " which are followed for one peer, too. Further properties of that client begin with "
            + DOCUMENT_CLIENT);
  }

  private void home() {
    group = "This backend";
    optional(HOME, "", null, "Our own region: keys of it that come back are dropped and counted.");
    number(
        QUANTUM, 10 * MINUTE, 1, DAY, "What arrivals are rounded down to; keyferry.plan.quantum.");
    flag(
        LOOPBACK,
        false,
        "Whether peers may be on this machine. For development: nobody else's addresses are"
            + " public then.");
    optional(
        SPOOL,
        System.getProperty("java.io.tmpdir"),
        null,
        "Directory for batches while they are read; at most fetch.largest.bytes for each feed.");
  }

  private void rules() {
    group = "What is let in";
    optional(
        REPORT_TYPE,
        ReportType.CONFIRMED_TEST.name().toLowerCase(Locale.ROOT),
        word(
            "confirmed_test",
            "confirmed_clinical_diagnosis",
            "self_report",
            "report_type_unspecified"),
        "What a key is whose file does not say; report_type_unspecified refuses such keys.");
    number(LONGEST_AGE, 15 * DAY, DAY, 30 * DAY, "keyferry.admission.longest-age.");
    number(MOST_ONSET, 14, 1, 28, "keyferry.admission.most-days-since-onset.");
    number(
        HOUR_FLOOR,
        5000,
        1,
        100_000_000,
        "Keys in an hour that any peer may bring by all its feeds. More are let in up to three"
            + " times the most of an hour in the 14 days before; a batch beyond is set aside"
            + " whole.");
    number(DAY_FLOOR, 5000, 1, 1_000_000_000, "The same for a day of UTC.");
  }

  private void polls() {
    group = "When peers are asked";
    number(POLL_SHORTEST, MINUTE, 100, HOUR, "Shortest wait after an answer without a batch.");
    number(POLL_LONGEST, 6 * HOUR, SECOND, DAY, "Longest wait, whatever the peer recommends.");
    number(POLL_USUAL, 10 * MINUTE, 100, DAY, "Wait where the peer recommends nothing.");
    number(POLL_JITTER, MINUTE, 0, HOUR, "Longest random addition to each wait and start.");
  }

  private void limits() {
    group = "What a peer may take";
    number(CONNECT, 10 * SECOND, 100, 5 * MINUTE, "Longest wait for a connection.");
    number(SILENCE, 30 * SECOND, 100, 5 * MINUTE, "Longest wait for the next byte.");
    number(WHOLE, 10 * MINUTE, SECOND, HOUR, "Longest time for a whole answer.");
    number(SPEED, 1024, 0, 1 << 30, "Slowest answer, in bytes a second, after its first 5 s.");
    number(LARGEST, 20 << 20, 1024, 1 << 30, "Largest batch, in bytes.");
  }

  private void archive() {
    group = "Where batches are kept";
    optional(ARCHIVE_ENDPOINT, "http://localhost:9000", null, "Base URL of the S3 service.");
    optional(ARCHIVE_REGION, "us-east-1", null, "Region name that requests are signed for.");
    optional(
        ARCHIVE_BUCKET, "keyferry", null, "Bucket; batches are below import/ and quarantine/.");
    flag(ARCHIVE_PATH_STYLE, true, "Bucket in the path (true) or in the host name (false).");
    number(
        ARCHIVE_RETENTION,
        14 * DAY,
        DAY,
        30 * DAY,
        "How long a batch is kept after it was downloaded; no longer than the authority allows.");
    password(ARCHIVE_ACCESS_KEY, "Access key id.");
    password(ARCHIVE_SECRET_KEY, "Secret access key; by a config provider, never as text.");
  }

  private static String[] formats() {
    return Stream.of(PullFormat.values()).map(PullFormat::word).toArray(String[]::new);
  }

  private static ConfigDef.Validator word(String... words) {
    return ValidString.in(words);
  }

  private void list(String name, String text) {
    all.define(
        name,
        ConfigDef.Type.LIST,
        List.of(),
        ConfigDef.ValidList.anyNonDuplicateValues(true, false),
        Importance.HIGH,
        text,
        group,
        ++order,
        Width.LONG,
        name);
  }

  private void optional(String name, String fallback, ConfigDef.Validator validator, String text) {
    all.define(
        name,
        ConfigDef.Type.STRING,
        fallback,
        validator,
        Importance.MEDIUM,
        text,
        group,
        ++order,
        Width.MEDIUM,
        name);
  }

  private void number(String name, long fallback, long least, long most, String text) {
    all.define(
        name,
        ConfigDef.Type.LONG,
        fallback,
        Range.between(least, most),
        Importance.LOW,
        text,
        group,
        ++order,
        Width.SHORT,
        name);
  }

  private void flag(String name, boolean fallback, String text) {
    all.define(
        name,
        ConfigDef.Type.BOOLEAN,
        fallback,
        Importance.LOW,
        text,
        group,
        ++order,
        Width.SHORT,
        name);
  }

  private void password(String name, String text) {
    all.define(
        name,
        ConfigDef.Type.PASSWORD,
        "",
        Importance.MEDIUM,
        text,
        group,
        ++order,
        Width.MEDIUM,
        name);
  }
}
