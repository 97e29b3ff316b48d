package io.seriescast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tests start as processes of their own; both of a process's streams are one. */
public final class ChildProcess {
  /** The repository, seen from the module whose tests run. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private ChildProcess() {}

  /** A JVM with this one's class path and opened packages, that does not compile for long. */
  public static ProcessBuilder java(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  /** A script of the repository, without the settings that this process has for it. */
  public static ProcessBuilder script(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", ROOT.resolve(script).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SERIESCAST_"));
    return builder;
  }

  /** What a process that ended said. */
  public record Told(int exit, String text) {
    /**
     * @return the text
     */
    public String exits(int expected) {
      assertThat(exit).as(text).isEqualTo(expected);
      return text;
    }
  }

  /** Runs a process to its end. */
  public static Told run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Told(process.waitFor(), text);
  }
}
