package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import io.seriescast.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
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

  static Process start(Path log, String uri, List<String> runIds) throws IOException {
    String[] arguments = Stream.concat(Stream.of(uri), runIds.stream()).toArray(String[]::new);
    return ChildProcess.java(PublishingProcess.class, List.of("-Xmx256m"), arguments)
        .redirectOutput(log.toFile())
        .start();
  }
}
