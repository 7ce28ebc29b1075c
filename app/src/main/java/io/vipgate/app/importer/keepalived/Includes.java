package io.vipgate.app.importer.keepalived;

import io.vipgate.app.importer.source.SourceFile;
import java.util.List;

/** Finds the files that an {@code include} names. */
@FunctionalInterface
public interface Includes {

  /**
   * The files that match.
   *
   * @param pattern a path, perhaps with wildcards, relative to the including file
   * @param includingFile the name of that file
   * @return none if no readable file matches
   */
  List<SourceFile> find(String pattern, String includingFile);
}
