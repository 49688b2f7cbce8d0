package org.keyferry.local.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.local.demo.DeclarationSearch.Found;
import org.keyferry.wire.key.Region;

class DeclaredRegionTest {
  private final DeclaredRegion declared = new DeclaredRegion(new Region("XX-7Q2"));

  @Test
  void isFoundInOtherBytes() throws IOException {
    assertThat(declared.isIn("\0\1BE,XX-7Q2\2".getBytes(US_ASCII))).isTrue();
    assertThat(declared.isIn("\0\1BE,XX-7Q3\2".getBytes(US_ASCII))).isFalse();
    assertThat(declared.isIn(new byte[0])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void isFoundInBase64WhateverIsAroundIt(int before) throws IOException {
    String text = "a".repeat(before) + "XX-7Q2" + "z".repeat(before);
    byte[] base64 = Base64.getUrlEncoder().encode(text.getBytes(US_ASCII));

    assertThat(declared.isIn(base64)).isTrue();
    assertThat(declared.isIn(Base64.getEncoder().encode("aXX-7qQzzz".getBytes(US_ASCII))))
        .isFalse();
  }

  @Test
  void isFoundInFilesOfAZip() throws IOException {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("export.bin"));
      out.write("XX-7Q2".repeat(100).getBytes(US_ASCII));
    }

    assertThat(declared.isIn(zip.toByteArray())).isTrue();
  }

  @Test
  void brokenZipIsSearchedAsItIs() throws IOException {
    var zip = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("export.bin"));
      out.write("some keys".repeat(100).getBytes(US_ASCII));
    }
    byte[] broken = zip.toByteArray();
    broken[broken.length / 2] ^= 1;

    assertThat(declared.isIn(broken)).isFalse();
  }

  @Test
  void codeIsARegionsAndAnotherEachTime() {
    var random = new Random(1);
    assertThat(DeclaredRegion.any(random)).isNotEqualTo(DeclaredRegion.any(random));
  }

  @Test
  void topicsOfTheRegistryTellWhereItMayBe() {
    var found =
        new Found(
            9,
            List.of(
                "NL topic keys.submitted", "NL topic batches.sealed", "NL object public/NL/1.zip"));

    assertThat(found.whereItMayBe()).containsExactly("NL topic keys.submitted");
    assertThat(found.elsewhere())
        .containsExactly("NL topic batches.sealed", "NL object public/NL/1.zip");
  }
}
