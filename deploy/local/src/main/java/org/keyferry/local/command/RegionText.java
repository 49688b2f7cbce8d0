package org.keyferry.local.command;

import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a region's code. */
final class RegionText implements ITypeConverter<Region> {
  @Override
  public Region convert(String text) {
    try {
      return new Region(text);
    } catch (InvalidKey e) {
      throw new TypeConversionException(
          "expected " + e.problem().expected() + ", got " + e.problem().actual());
    }
  }
}
