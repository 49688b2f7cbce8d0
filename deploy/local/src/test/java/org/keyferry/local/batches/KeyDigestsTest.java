package org.keyferry.local.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.CommandFailure;

class KeyDigestsTest {
  private static final byte[] KEY = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  @TempDir private Path directory;

  @Test
  void aKeyHasTheSameDigestInHexAndInBase64() throws Exception {
    var digest = ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(KEY));

    assertThat(digests(HexFormat.of().formatHex(KEY), "", Base64.getEncoder().encodeToString(KEY)))
        .containsExactly(digest, digest);
  }

  @Test
  void aLineThatIsNoKeyIsNamedAndNotShown() {
    String torn = HexFormat.of().formatHex(KEY).substring(1);

    assertThatThrownBy(() -> digests(HexFormat.of().formatHex(KEY), torn))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("line 2: expected 16 bytes in Base64 or hex, got 31 characters")
        .hasMessageNotContaining(torn);
  }

  private List<ByteString> digests(String... lines) throws IOException {
    return KeyDigests.of(Files.write(directory.resolve("keys"), List.of(lines)));
  }
}
