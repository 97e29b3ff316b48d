package io.seriescast.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock LATER = Clock.offset(NOW, Lease.DEAD.plus(Duration.ofMinutes(1)));

  @TempDir Path folder;
  private Path leases;

  @BeforeEach
  void create() {
    run();
    leases = folder.resolve("out/work/r1/leases");
  }

  /** As another process would see it. */
  private Run run() {
    return Output.create(new Configuration(), folder.resolve("out").toString()).run("r1");
  }

  @Test
  void oneAtATime() {
    Lease lease = run().hold("app-1", NOW);
    assertThatThrownBy(() -> run().hold("app-1", NOW))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
        .hasMessageContaining("run r1 is being worked on by process")
        .hasMessageContaining("app-1");
    lease.close();
    run().hold("app-2", NOW).close();
    assertThat(leases).isEmptyDirectory();
  }

  @Test
  @DisplayName(
      "F63 the lease of a process that gives no sign of life is taken over, and it is told")
  void takenOver() {
    Run sleeping = run();
    Lease lost = sleeping.hold("app-1", NOW);
    lost.requireHeld();
    Lease taken = run().hold("app-2", LATER);
    taken.requireHeld();
    assertThatThrownBy(lost::requireHeld).hasMessageContaining("was taken over by another process");
    assertThatThrownBy(() -> sleeping.writeText("report/index.html", ""))
        .hasMessageContaining("was taken over");
    assertThatThrownBy(
            () -> Publication.publish(null, "app-1", sleeping, SampleRun.manifest(sleeping), NOW))
        .hasMessageContaining("was taken over");

    // Numbers come again when all leases are gone; the sleeper still knows its own.
    taken.close();
    Lease third = run().hold("app-3", NOW);
    assertThatThrownBy(lost::requireHeld).hasMessageContaining("was taken over");
    lost.close();
    third.requireHeld();
    third.close();
  }

  @Test
  @DisplayName("F53, F63 the lease of a process that is gone from this host is taken over at once")
  void processGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    long pid = process.pid();
    process.waitFor();
    LeaseHolder self = LeaseHolder.self("app-1", Instant.now());
    write(new LeaseHolder("app-1", self.host(), pid, self.processStarted(), self.taken()));
    run().hold("app-2", NOW).close();

    // The same process, by a clock that was set.
    Instant started = self.processStarted().plusSeconds(3);
    write(new LeaseHolder("app-1", self.host(), self.pid(), started, self.taken()));
    assertThatThrownBy(() -> run().hold("app-2", NOW)).hasMessageContaining("being worked on");

    // The same number, given to another process since.
    write(new LeaseHolder("app-1", self.host(), self.pid(), Instant.EPOCH, self.taken()));
    run().hold("app-2", NOW).close();
  }

  @Test
  @DisplayName("F72 a second attempt of the same application takes over from the first at once")
  void secondAttempt() throws Exception {
    write(new LeaseHolder("application_1_2", "node-7", 12, Instant.EPOCH, Instant.now()));
    assertThatThrownBy(() -> run().hold("application_1_3", NOW)).hasMessageContaining("node-7");
    run().hold("application_1_2", NOW).close();
  }

  @Test
  void aTornLeaseCountsAsLiveUntilItIsOld() throws Exception {
    Files.createDirectories(leases);
    Files.writeString(leases.resolve("4.json"), "{");
    assertThatThrownBy(() -> run().hold("app", NOW)).hasMessageContaining("another process");
    run().hold("app", LATER).close();
  }

  private void write(LeaseHolder holder) throws Exception {
    Files.createDirectories(leases);
    Files.write(leases.resolve("1.json"), Json.bytes(holder));
  }
}
