package io.seriescast.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
  @TempDir Path output;

  @Test
  void threeNetworksStandSideBySideInTablesReportAndSummary() throws Exception {
    Cli.Told told =
        Cli.run(
            SmallRuns.args(
                "compare", output, "--run-id", "side-by-side", "--set", "train.epochs=2"));
    assertThat(told.code()).describedAs(told.err()).isZero();
    PublishedRun run = new PublishedRun(output, "side-by-side");
    for (String table : List.of("predictions", "metrics")) {
      assertThat(models(run, table))
          .describedAs(table)
          .containsExactlyInAnyOrder("rnn", "lstm", "gru", "naive", "seasonal-naive");
    }
    assertThat(models(run, "losses")).containsExactlyInAnyOrder("rnn", "lstm", "gru");
    assertThat(run.rows("losses")).hasSize(3 * 2);
    // one of them, the same one everywhere, is what the run stands for
    String chosen = (String) run.rows("status").get(0).get("model");
    assertThat(chosen).isIn("rnn", "lstm", "gru");
    assertThat(models(run, "status")).containsExactly(chosen);
    assertThat(run.report()).contains(chosen + ", chosen from 3 networks, forecasts 3 series");
    assertThat(told.out())
        .containsPattern("model .*\\n *" + chosen + " ")
        .containsPattern("lstm .*\\n(.*\\n)?.*gru .*\\n")
        .containsPattern("naive .*\\n.*seasonal-naive ");
    // hidden 4, one value in, two out: (4·1 + 4·4 + 4)·gates + 4·2 + 2
    assertThat(run.report()).contains("lstm", "gru").contains(">34<");
  }

  private static List<Object> models(PublishedRun run, String table) {
    return run.rows(table).stream().map(row -> row.get("model")).distinct().toList();
  }
}
