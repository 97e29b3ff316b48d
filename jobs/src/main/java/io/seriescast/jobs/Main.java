package io.seriescast.jobs;

import io.seriescast.config.Redaction;
import io.seriescast.error.PipelineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * The entry point of the one jar, on a laptop and on a cluster alike. The only place that ends the
 * process.
 */
public final class Main {
  private Main() {}

  /**
   * Runs one command; a process that succeeded is left to end by itself, as YARN's cluster mode
   * demands.
   */
  public static void main(String[] args) {
    int code;
    LastWords words = new LastWords();
    try {
      code = run(args);
    } finally {
      words.said();
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * Runs one command.
   *
   * @return its exit code: 0 ok, 1 our bug, the others as {@link io.seriescast.error.ErrorKind}
   *     tells
   */
  public static int run(String... args) {
    return run(new CommandLine(new SeriescastCommand()), args);
  }

  static int run(CommandLine commands, String... args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // numbers are the same everywhere
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler(Main::refuse);
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> explain(e, command.getErr(), parsed.originalArgs()));
    try {
      return commands.execute(args);
    } catch (Error e) { // picocli hands over exceptions only; a heap that is used up is none
      return explain(e, commands.getErr(), List.of(args));
    }
  }

  /**
   * A command line that cannot be understood: what is wrong, what was perhaps meant, and where help
   * is.
   */
  private static int refuse(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("seriescast: " + Redaction.text(e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.printf("Try '%s --help'%n", command.getCommandSpec().qualifiedName());
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /**
   * A user's mistake is told in its own words; our bugs come with the stack trace and a request to
   * report them.
   */
  private static int explain(Throwable e, PrintWriter err, List<String> args) {
    PipelineException told = Failures.told(e);
    if (told == null) {
      err.println("seriescast failed by a bug of its own: please report it with what follows");
      err.println(stackTrace(e));
      return 1;
    }
    err.println("seriescast: " + Redaction.text(told.getMessage()));
    if (args.contains("--debug")) {
      err.println(stackTrace(e));
    }
    return told.kind().exitCode();
  }

  /** Without secrets in its messages; its frames as they are, though a class may be a token. */
  private static String stackTrace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace
        .toString()
        .lines()
        .map(line -> line.startsWith("\tat ") ? line : Redaction.text(line))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
