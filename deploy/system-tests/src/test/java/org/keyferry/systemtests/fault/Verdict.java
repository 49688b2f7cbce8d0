package org.keyferry.systemtests.fault;

import java.util.List;

/**
 * What was found after a fault, in all feeds and of everything that was ever acknowledged.
 *
 * @param keys distinct keys found
 * @param files files in the indexes
 * @param lost how many acknowledged keys are missing from a feed
 * @param twice keys that a feed has twice
 * @param changed objects that are other bytes than they were, rebuilt ones included
 * @param absent names in an index without an object that is an export file of ours
 * @param unrecorded names that an index has and no record, or a record and not the index
 * @param gaps numbers and windows that are left out or there twice
 * @param rebuilt how many objects were taken out of the store and built again
 */
record Verdict(
    long keys,
    long files,
    long lost,
    List<String> twice,
    List<String> changed,
    List<String> absent,
    List<String> unrecorded,
    List<String> gaps,
    int rebuilt) {}
