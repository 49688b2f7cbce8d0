package org.keyferry.local.text;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why files and connections failed, in a few words for the terminal. */
public final class FailureText {
  private FailureText() {}

  /** What was found in place of what was expected, without the place. */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "nothing there";
      case FileNotFoundException missing -> "nothing there";
      case AccessDeniedException denied -> "no permission";
      case FileAlreadyExistsException exists -> "something else of that name";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case CharacterCodingException binary -> "bytes that are no text in UTF-8";
      case ConnectException refused -> "no connection";
      case HttpTimeoutException late -> "nothing in time";
      default -> failure.getMessage() == null ? "a failure" : failure.getMessage();
    };
  }
}
