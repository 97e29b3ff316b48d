package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that publishes runs as fast as it can: {@code URI RUN_ID…}. */
public final class PublishingProcess {
  private PublishingProcess() {}

  public static void main(String[] args) {
    Output output = Output.create(new Configuration(), args[0]);
    int refused = 0;
    for (int i = 1; i < args.length; i++) {
      Run run = output.run(args[i]);
      try (Lease lease = run.hold("app-" + ProcessHandle.current().pid(), Clock.systemUTC())) {
        lease.requireHeld();
        run.writeText("report/index.html", ProcessHandle.current().pid() + " " + args[i]);
        Publication.publish(null, "app", run, SampleRun.manifest(run), Clock.systemUTC());
      } catch (PipelineException e) {
        System.out.println("REFUSED " + e.getMessage());
        refused++;
      }
    }
    System.out.println("DONE refused=" + refused);
  }

  static Process start(Path log, String uri, List<String> runIds) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(PublishingProcess.class.getName());
    command.add(uri);
    command.addAll(runIds);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(log.toString()))
        .start();
  }
}
