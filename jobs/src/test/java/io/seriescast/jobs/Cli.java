package io.seriescast.jobs;

import io.seriescast.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The real command line in this JVM, on the session that all tests share. */
final class Cli {
  private Cli() {}

  /** What a command came to: its exit code, and what it printed. */
  record Told(int code, String out, String err) {
    /** The messages of seriescast itself; progress and usage hints are not among them. */
    List<String> messages() {
      return err.lines().filter(line -> line.startsWith("seriescast")).toList();
    }
  }

  static Told run(String... args) {
    // Before the streams are replaced, so that Spark's log keeps going to the real ones.
    TestSpark.session();
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream toldOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toldErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(toldOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(toldErr, true, StandardCharsets.UTF_8));
      int code = Main.run(args);
      return new Told(
          code, toldOut.toString(StandardCharsets.UTF_8), toldErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
