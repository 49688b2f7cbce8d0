package org.keyferry.systemtests.download;

import java.util.List;
import java.util.Map;

/**
 * What an {@link IndependentReader} found.
 *
 * @param files every file, in the order in which the index named them
 * @param fileOf the first file that each key was found in
 * @param doubled keys that were found once more, with both files
 * @param changed files whose bytes were other ones at a later look
 * @param absent names in the index without a file
 * @param withdrawn names that an index had and a later one had not
 * @param refused files that are no export files, or not signed by the right key
 */
public record Findings(
    List<FileSeen> files,
    Map<KeyBytes, String> fileOf,
    List<String> doubled,
    List<String> changed,
    List<String> absent,
    List<String> withdrawn,
    List<String> refused) {}
