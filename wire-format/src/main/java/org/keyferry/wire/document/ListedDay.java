package org.keyferry.wire.document;

import java.time.LocalDate;
import java.util.Optional;

/**
 * That a list is of one day of UTC.
 *
 * @param date the day on which the last second of each window lies
 * @param next the next day that has a document; empty on the newest
 */
public record ListedDay(LocalDate date, Optional<LocalDate> next) {}
