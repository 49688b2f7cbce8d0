package org.keyferry.systemtests.backend;

import java.util.List;

/** What a command line begins with behind the options of the JVM, up to the main class. */
interface Starts {
  /** Production jars; the others from the class path of the test. */
  Starts PACKAGED =
      new Starts() {
        @Override
        public List<String> app(Part app) {
          return List.of("-jar", Repository.executableJar(app).toString());
        }

        @Override
        public List<String> ours(String kind, Class<?> main) {
          String own = System.getProperty("java.class.path");
          String classPath = System.getProperty("surefire.test.class.path", own);
          return List.of("-cp", classPath, main.getName());
        }
      };

  /** For an app. */
  List<String> app(Part app);

  /** For a process of that kind which is no app. */
  List<String> ours(String kind, Class<?> main);
}
