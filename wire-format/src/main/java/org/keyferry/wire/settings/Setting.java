package org.keyferry.wire.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents one setting where it is declared: a component of a settings record. The configuration
 * reference is generated from it.
 *
 * <p>A settings record takes {@code null} for "not set" and puts the default in its compact
 * constructor, so that {@code new XSettings(null, null)} shows every default.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
  /** What it does, with unit and range, in one or two sentences. */
  String value();
}
