package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The exact command that submit.sh would run. */
@DisabledOnOs(OS.WINDOWS)
class SubmitScriptTest {
  private static ChildProcess.Told submit(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder script = ChildProcess.script("submit/submit.sh", arguments);
    script.environment().put("SPARK_HOME", "/opt/spark");
    script.environment().putAll(environment);
    return ChildProcess.run(script);
  }

  @Test
  @DisplayName("client mode: the jar, its main class, the profile, and the command as it was given")
  void standalone() throws Exception {
    ChildProcess.Told told =
        submit(
            Map.of(),
            "--master",
            "spark://h:7077",
            "--dry-run",
            "run",
            "--config",
            "conf/sine.conf");
    assertThat(told.exit()).isZero();
    assertThat(told.text())
        .startsWith("/opt/spark/bin/spark-submit --class io.seriescast.jobs.Main")
        .contains("--master spark://h:7077 --deploy-mode client")
        .contains("spark.cores.max=2", "spark.executorEnv.OMP_NUM_THREADS=1")
        .contains("seriescast.jar run --config conf/sine.conf")
        .doesNotContain("--files", "--run-id");
  }

  @Test
  @DisplayName("cluster mode: the configuration travels, and a run id makes second attempts resume")
  void yarn() throws Exception {
    ChildProcess.Told told =
        submit(
            Map.of("SERIESCAST_PROFILE", "yarn"), "--dry-run", "run", "--config", "conf/sine.conf");
    assertThat(told.text())
        .contains("--master yarn --deploy-mode cluster", "--files conf/sine.conf")
        .contains("run --config sine.conf --run-id run-");
    assertThat(submit(Map.of(), "--profile", "yarn", "--dry-run", "run", "--run-id", "x").text())
        .contains("run --run-id x")
        .doesNotContain("--run-id run-");
  }

  @Test
  @DisplayName("a profile of one's own in either of Spark's spellings; a folder with spaces")
  void ownProfile(@TempDir Path folder) throws Exception {
    Path profile = folder.resolve("my profile.conf");
    Files.writeString(
        profile, "spark.master=spark://h:1\n spark.a = b=c d \n# none\nspark.e\t-Df=g");
    ChildProcess.Told told = submit(Map.of(), "--profile", profile.toString(), "--dry-run", "run");
    assertThat(told.exit()).as(told.text()).isZero();
    assertThat(told.text())
        .contains("--master spark://h:1 ", "spark.a=b=c\\ d ", "spark.e=-Df=g ")
        .containsPattern("awt\\.headless=true\\\\ \\\\\"-Dlog4j2\\.configurationFile=\\S+\\\\\" ");
  }

  @Test
  @DisplayName("F46 the secret is read from a closed file and is never on the command line")
  void secret(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s3cr3t-value");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    String[] arguments = {"--master", "spark://h:7077", "--secure", "--dry-run", "run"};
    Map<String, String> environment = Map.of("SERIESCAST_SECRET_FILE", secret.toString());
    assertThat(submit(environment, arguments).text()).contains("open to others: chmod 600");

    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    ChildProcess.Told told = submit(environment, arguments);
    assertThat(told.exit()).as(told.text()).isZero();
    assertThat(told.text())
        .contains("spark.authenticate=true", "spark.network.crypto.enabled=true")
        .doesNotContain("s3cr3t-value");
    assertThat(submit(Map.of(), arguments).exit()).isEqualTo(2);
    assertThat(
            submit(
                Map.of(),
                "--master",
                "local",
                "--conf",
                "spark.authenticate.secret=x",
                "--dry-run",
                "run"))
        .returns(2, ChildProcess.Told::exit)
        .extracting(ChildProcess.Told::text)
        .asString()
        .contains("SERIESCAST_SECRET_FILE");
  }

  @Test
  @DisplayName("the README's commands for a look at what would be submitted say it")
  void commandsOfTheReadme() throws Exception {
    Matcher line =
        Pattern.compile(
                "^ +(SERIESCAST_IMAGE=\\S+)? *submit/submit\\.sh (.*--dry-run run)(?: +#.*)?$")
            .matcher("");
    List<String> dryRuns =
        Files.readAllLines(Path.of("../README.md")).stream()
            .filter(text -> line.reset(text).matches())
            .toList();
    assertThat(dryRuns).isNotEmpty();
    for (String text : dryRuns) {
      line.reset(text).matches();
      ChildProcess.Told told =
          submit(Map.of("SERIESCAST_IMAGE", "image"), line.group(2).split(" +"));
      assertThat(told.exit()).as(told.text()).isZero();
      assertThat(told.text()).contains("spark-submit");
    }
  }

  @Test
  @DisplayName("what is missing or unknown is told with what to give")
  void refusals() throws Exception {
    assertThat(submit(Map.of(), "--master", "x").text()).contains("a COMMAND is missing");
    assertThat(submit(Map.of(), "run").text()).contains("no master");
    assertThat(submit(Map.of(), "--profile", "mesos", "run").text())
        .contains("no profile 'mesos': standalone, yarn, kubernetes");
    assertThat(submit(Map.of(), "--profile", "kubernetes", "--master", "k8s://h", "run").text())
        .contains("no image: SERIESCAST_IMAGE");
    assertThat(submit(Map.of(), "--master", "spark://h:1", "run").text()).contains("SPARK_HOME");
  }
}
