package org.keyferry.client.state;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers in one small file that only its owner may read, replaced whole at each change: a region
 * that is forgotten is in no file any more. For one thread.
 */
public final class StateFile extends MemoryStates {
  private final Path file;

  /**
   * What lies in the file.
   *
   * @param authoritiesDocument what earlier versions did not write
   */
  private record Saved(
      Map<String, RegionState> regions,
      Optional<Trail> authorities,
      Optional<String> authoritiesDocument,
      DayBytes traffic) {}

  private StateFile(Path file) {
    this.file = file;
  }

  /**
   * Opens the file, or begins without one.
   *
   * @throws IOException if it can't be read, or is no such file
   */
  public static StateFile open(Path file) throws IOException {
    var states = new StateFile(file);
    if (Files.exists(file)) {
      states.load(parse(file));
    }
    return states;
  }

  @Override
  public void write(Region region, RegionState state) throws IOException {
    super.write(region, state);
    save();
  }

  @Override
  public void forget(Region region) throws IOException {
    super.forget(region);
    save();
  }

  @Override
  public void writeAuthorities(Trail trail, String signed) throws IOException {
    super.writeAuthorities(trail, signed);
    save();
  }

  @Override
  public void writeTraffic(DayBytes now) throws IOException {
    super.writeTraffic(now);
    save();
  }

  private static Saved parse(Path file) throws IOException {
    try {
      return JsonMapper.shared().readValue(Files.readAllBytes(file), Saved.class);
    } catch (JacksonException e) {
      throw new IOException(
          new Problem("state", file.toString(), "what this client wrote", "something else")
              .toString(),
          e);
    }
  }

  private void load(Saved saved) throws IOException {
    for (var each : saved.regions().entrySet()) {
      super.write(new Region(each.getKey()), each.getValue());
    }
    remember(saved.authorities(), saved.authoritiesDocument());
    super.writeTraffic(saved.traffic());
  }

  private void save() throws IOException {
    try {
      replace();
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(
          new Problem("state", file.toString(), "a file that can be replaced", reason).toString(),
          e);
    }
  }

  private void replace() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    var regions = new TreeMap<String, RegionState>();
    regions().forEach(region -> regions.put(region.code(), read(region)));
    Files.deleteIfExists(beside);
    Files.createFile(beside, ownerOnly());
    Files.write(
        beside,
        JsonMapper.shared()
            .writeValueAsBytes(
                new Saved(regions, authorities(), authoritiesDocument(), traffic())));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
