package org.keyferry.edge.store;

import java.net.URI;
import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** How to reach the object store: {@code keyferry.s3}. */
public record S3Settings(
    @Setting("Base URL of the S3 service.") URI endpoint,
    @Setting("Region name that requests are signed for.") String region,
    @Setting("Bucket that holds the objects; it must exist.") String bucket,
    @Setting("Bucket in the path (true) or in the host name (false).") Boolean pathStyle,
    @Setting("Access key id.") String accessKey,
    @Setting("Secret access key; never printed.") String secretKey,
    @Setting("Longest wait for a connection or an answer, 1 s to 10 min.") Duration timeout) {

  public S3Settings {
    endpoint = endpoint == null ? URI.create("http://localhost:9000") : endpoint;
    region = region == null ? "us-east-1" : region;
    bucket = bucket == null ? "keyferry" : bucket;
    pathStyle = pathStyle == null || pathStyle;
    timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
    InvalidSetting.unless(
        "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()),
        "keyferry.s3.endpoint",
        "a URL with http or https",
        endpoint);
    InvalidSetting.unless(bucket.length() >= 3, "keyferry.s3.bucket", "3 letters or more", bucket);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofMinutes(10), "keyferry.s3.timeout", timeout);
  }

  @Override
  public String toString() {
    return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + ", secretKey=redacted]";
  }
}
