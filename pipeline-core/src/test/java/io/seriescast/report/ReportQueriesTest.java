package io.seriescast.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seriescast.error.PipelineException;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Reason;
import io.seriescast.report.ReportContent.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportQueriesTest {
  private static final ReportSettings SETTINGS = new ReportSettings("A run", 6);

  private static ReportContent collect(RunTables run, Map<String, String> facts) {
    return ReportQueries.collect(run.tables(), facts, List.of(), SETTINGS);
  }

  /** Ten steps of history, a test part of four, two models; the future after it. */
  private static RunTables small() {
    RunTables run = new RunTables();
    for (int t = 0; t < 14; t++) {
      run.value("a", t, t == 3 ? null : (double) t);
    }
    for (String model : List.of("rnn", "naive")) {
      for (int step = 1; step <= 4; step++) {
        double off = model.equals("rnn") ? 0.5 : 2;
        run.prediction("a", 9, step, model, 9 + step + off, 9.0 + step);
        run.prediction("a", 13, step, model, 13 + step + off, null);
        run.metric("horizon_step", null, step, model, "mase", off * step);
      }
      double mase = model.equals("rnn") ? 0.5 : 2;
      run.metric("overall", null, null, model, "mase", mase);
      run.metric("series", "a", null, model, "mase", mase);
    }
    return run.loss("rnn", 1, 0.5, 0.6)
        .loss("rnn", 2, 0.25, null)
        .status("a", "forecast", null, "rnn")
        .status("b", "quarantined", "EMPTY_SERIES", null)
        .quarantined("b", "EMPTY_SERIES", "no value", 7)
        .quarantined("a", "BAD_VALUE", "'x'", 1)
        .quarantined("a", "BAD_VALUE", "'y'", 1);
  }

  @Test
  void everythingShownComesFromTheTables() {
    ReportContent content =
        collect(small(), Map.of("rows.read", "23", "rows.used", "14", "rows.deduplicated", "0"));
    assertThat(content.title()).isEqualTo("A run");
    assertThat(content.main()).isEqualTo("rnn");
    assertThat(content.models())
        .containsExactly(
            new Model("rnn", Kind.NETWORK, null, 1.0),
            new Model("naive", Kind.BASELINE, null, null));
    assertThat(content.overall("mase"))
        .containsExactly(Map.entry("rnn", 0.5), Map.entry("naive", 2.0));
    assertThat(content.steps()).hasSize(8);
    assertThat(content.losses())
        .containsExactly(
            new Loss("rnn", 1, 0.5, 0.6, 0.01), new Loss("rnn", 2, 0.25, Double.NaN, 0.01));
    assertThat(content.statuses())
        .containsExactly(Map.entry("forecast", 1L), Map.entry("quarantined", 1L));
    assertThat(content.quarantine())
        .containsExactly(
            new Reason("BAD_VALUE", 2, 2, "a", "'x'"),
            new Reason("EMPTY_SERIES", 1, 7, "b", "no value"));
    assertThat(content.account()).isEqualTo(new ReportContent.Account(23L, 14L, 9L, 0L));
    assertThat(content.account().addsUp()).isTrue();
    hasHistoryTestAndFuture(content.samples().get(0));
  }

  private static void hasHistoryTestAndFuture(Sample sample) {
    assertThat(sample.id()).isEqualTo("a");
    assertThat(sample.length()).isEqualTo(14);
    assertThat(sample.filled()).isEqualTo(1);
    assertThat(sample.score()).isEqualTo(0.5);
    assertThat(sample.cutoffs()).containsExactly(RunTables.instant(9));
    assertThat(sample.actual()).hasSize(14).contains(new Point(RunTables.instant(3), Double.NaN));
    assertThat(sample.overview()).hasSize(14);
    Forecast rnn = sample.test().get(0);
    assertThat(rnn.model()).isEqualTo("rnn");
    assertThat(rnn.points()).extracting(Point::y).containsExactly(10.5, 11.5, 12.5, 13.5);
    assertThat(rnn.bands()).hasSize(1);
    assertThat(rnn.bands().get(0).low()).containsExactly(9.5, 10.5, 11.5, 12.5);
    assertThat(sample.test().get(1).bands()).isEmpty();
    assertThat(sample.future().get(0).points().get(0))
        .isEqualTo(new Point(RunTables.instant(14), 14.5));
  }

  @Test
  void ofOverlappingCutoffsEveryStepIsDrawnOnceFromTheWholeHorizon() {
    RunTables run = new RunTables().status("a", "forecast", null, "rnn");
    for (int t = 0; t < 20; t++) {
      run.value("a", t, (double) t);
    }
    for (int cutoff = 9; cutoff <= 16; cutoff++) {
      for (int step = 1; step <= 3; step++) {
        run.prediction("a", cutoff, step, "rnn", 100 * cutoff + step, (double) cutoff + step);
      }
    }
    Sample sample = collect(run, Map.of()).samples().get(0);
    assertThat(sample.cutoffs())
        .containsExactly(RunTables.instant(10), RunTables.instant(13), RunTables.instant(16));
    assertThat(sample.test().get(0).points())
        .extracting(Point::y)
        .containsExactly(1001.0, 1002.0, 1003.0, 1301.0, 1302.0, 1303.0, 1601.0, 1602.0, 1603.0);
    assertThat(sample.future()).isEmpty();
  }

  @Test
  void oneStepRunsAreDrawnFromEveryCutoff() {
    RunTables run = new RunTables().status("a", "forecast", null, "rnn");
    for (int t = 0; t < 30; t++) {
      run.value("a", t, (double) t);
    }
    for (int cutoff = 9; cutoff <= 28; cutoff++) {
      run.prediction("a", cutoff, 1, "rnn", cutoff, cutoff + 1.0);
    }
    run.prediction("a", 29, 1, "rnn", 29, null);
    Sample sample = collect(run, Map.of()).samples().get(0);
    assertThat(sample.cutoffs()).hasSize(20).startsWith(RunTables.instant(9));
    assertThat(sample.test().get(0).points()).hasSize(20);
    assertThat(sample.future().get(0).points())
        .containsExactly(new Point(RunTables.instant(30), 29.0));
  }

  @Test
  void ofManyFitsTheScoredModelsStay() {
    RunTables run = new RunTables();
    for (int seed = 1; seed <= 6; seed++) {
      for (String fit : List.of("", ".validation")) {
        run.loss("lstm-" + seed + fit, 1, 0.5, null);
      }
      run.metric("overall", null, null, "lstm-" + seed, "mase", 1.0 + seed);
    }
    run.metric("overall", null, null, "naive", "mase", 9.0);
    run.metric("overall", null, null, "theta", "mase", 8.0);
    assertThat(collect(run, Map.of("main_model", "lstm-6")).models())
        .extracting(Model::name)
        .hasSize(ReportContent.MOST_MODELS)
        .contains("lstm-1", "lstm-6", "naive", "theta");
  }

  @Test
  void ofManyModelsAndMetricsTheMainOneAndTheDecidingStay() {
    RunTables run = new RunTables();
    for (int model = 0; model < 20; model++) {
      for (int level = 1; level <= 40; level++) {
        run.metric("overall", null, null, "m" + model, "width-" + level, 1.0);
        run.metric("series", "a", null, "zeta", "width-" + level, 1.0);
        run.metric("horizon_step", null, 1, "zeta", "width-" + level, 1.0);
      }
      run.metric("overall", null, null, "m" + model, "smape", 1.0 + model);
    }
    run.metric("overall", null, null, "zeta", "smape", 100.0);
    run.metric("series", "a", null, "zeta", "smape", 100.0);
    run.metric("horizon_step", null, 1, "zeta", "smape", 100.0);
    run.value("a", 0, 1.0);
    ReportContent content = collect(run, Map.of("main_model", "zeta"));
    assertThat(content.steps()).extracting(ReportContent.StepScore::metric).containsOnly("smape");
    assertThat(content.samples()).extracting(Sample::metric).containsExactly("smape");
    assertThat(content.main()).isEqualTo("zeta");
    assertThat(content.overall("smape")).hasSize(ReportContent.MOST_MODELS).containsKey("zeta");
  }

  @Test
  void emptyTablesGiveAnEmptyPage() {
    ReportContent content = collect(new RunTables(), Map.of());
    assertThat(content.main()).isNull();
    assertThat(content.samples()).isEmpty();
    assertThat(ReportPage.render(content)).contains("No series was forecast.");
  }

  @Test
  void aTableOfAnotherSchemaIsRefused() {
    ReportTables run = new RunTables().tables();
    assertThatThrownBy(
            () ->
                new ReportTables(
                    run.status(),
                    run.predictions(),
                    run.metrics(),
                    run.losses(),
                    run.status(),
                    run.quarantine()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("report: series")
        .hasMessageContaining("missing column 'ds'");
  }
}
