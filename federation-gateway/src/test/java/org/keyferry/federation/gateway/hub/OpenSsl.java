package org.keyferry.federation.gateway.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates and CMS signatures, made and verified by OpenSSL alone. */
record OpenSsl(Path folder) {

  /** A certificate of itself, as NAME.pem with NAME.key beside it. */
  void certificate(String name, String subject) {
    run(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -sha256 -subj "
            + subject
            + " -addext subjectAltName=IP:127.0.0.1,DNS:localhost -keyout "
            + name
            + ".key -out "
            + name
            + ".pem");
  }

  /** The detached signature of the content, as base64 in one line. */
  synchronized String sign(String signer, byte[] content) {
    write("content", content);
    run(
        "cms -sign -binary -md sha256 -in content -outform DER -out signature -signer "
            + signer
            + ".pem -inkey "
            + signer
            + ".key");
    return Base64.getEncoder().encodeToString(read("signature"));
  }

  /** Whether the signature of the content holds under that certificate. */
  synchronized boolean verifies(String signature, byte[] content, String certificate) {
    write("content", content);
    write("signature", Base64.getDecoder().decode(signature));
    write("ca.pem", certificate.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return status(
            "cms -verify -binary -inform DER -in signature -content content -CAfile ca.pem"
                + " -purpose any -out verified")
        == 0;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  byte[] read(String name) {
    try {
      return Files.readAllBytes(file(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void write(String name, byte[] bytes) {
    try {
      Files.write(file(name), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void run(String arguments) {
    int status = status(arguments);
    if (status != 0) {
      throw new AssertionError("openssl " + arguments + " ended with " + status);
    }
  }

  private int status(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(file("openssl.log").toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
