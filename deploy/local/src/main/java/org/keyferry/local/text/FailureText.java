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
      case NoSuchFileException _ -> "nothing there";
      case FileNotFoundException _ -> "nothing there";
      case AccessDeniedException _ -> "no permission";
      case FileAlreadyExistsException _ -> "something else of that name";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case CharacterCodingException _ -> "bytes that are no text in UTF-8";
      case ConnectException _ -> "no connection";
      case HttpTimeoutException _ -> "nothing in time";
      default -> failure.getMessage() == null ? "a failure" : failure.getMessage();
    };
  }
}
