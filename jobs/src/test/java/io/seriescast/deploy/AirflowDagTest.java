package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The DAG in Airflow's own hands, where there is one: of the Python that the environment variable
 * SERIESCAST_AIRFLOW_PYTHON names, or python3.
 */
class AirflowDagTest {
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("SERIESCAST_AIRFLOW_PYTHON")).orElse("python3");

  @Test
  void itIsLoadedAndRendered() throws Exception {
    assumeTrue(
        run("-c", "import airflow.providers.apache.spark") == 0,
        "there is no Airflow in " + PYTHON);
    assertThat(run("submit/airflow/test/test_seriescast_dag.py")).isZero();
  }

  private static int run(String... arguments) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(PYTHON).directory(Path.of("..").toFile());
      builder.command().addAll(List.of(arguments));
      Process process = builder.redirectErrorStream(true).start();
      String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      System.out.println(told);
      return process.waitFor();
    } catch (IOException noPython) {
      return -1;
    }
  }
}
