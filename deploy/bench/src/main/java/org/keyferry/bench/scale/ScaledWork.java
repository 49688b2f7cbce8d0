package org.keyferry.bench.scale;

/** Work that lies ready and that any number of instances of an app do together. */
public interface ScaledWork {
  /** How many keys it has, unless others are asked for. */
  int keys();

  /** What is done with so many keys. */
  String inWords(int keys);

  /**
   * Starts instances, has each work until its code is compiled, and then measures.
   *
   * @param instances 1 or 2
   * @param keys of the work that is measured
   * @param share what each instance has of the machine
   * @throws Exception if an instance fails or a result is wrong
   */
  ScaleResult run(int instances, int keys, CoreShare share) throws Exception;
}
