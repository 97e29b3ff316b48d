package io.seriescast.report;

import io.seriescast.report.ReportContent.Account;
import io.seriescast.report.ReportContent.Band;
import io.seriescast.report.ReportContent.Choice;
import io.seriescast.report.ReportContent.Forecast;
import io.seriescast.report.ReportContent.Kind;
import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import io.seriescast.report.ReportContent.Point;
import io.seriescast.report.ReportContent.Reason;
import io.seriescast.report.ReportContent.Sample;
import io.seriescast.report.ReportContent.Score;
import io.seriescast.report.ReportContent.StepScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Made-up runs that look like real ones. {@code main} writes their pages into a folder, to be
 * looked at in a browser: {@code java -cp target/classes:target/test-classes
 * io.seriescast.report.SamplePages target/pages}
 */
final class SamplePages {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private SamplePages() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.writeString(folder.resolve("hourly.html"), ReportPage.render(hourly()));
    Files.writeString(folder.resolve("sine.html"), ReportPage.render(sine()));
    Files.writeString(folder.resolve("empty.html"), ReportPage.render(empty()));
  }

  /** Many hourly series, two networks and three baselines, 48 steps at one cutoff. */
  static ReportContent hourly() {
    Random random = new Random(7);
    Map<String, String> facts = facts();
    facts.put(RunFacts.parametersOf("lstm"), "128304");
    facts.put(RunFacts.parametersOf("gru"), "98864");
    List<Model> models =
        List.of(
            new Model("lstm", Kind.NETWORK, 128_304L, 214.0),
            new Model("gru", Kind.NETWORK, 98_864L, 187.0),
            new Model("seasonal-naive", Kind.BASELINE, null, null),
            new Model("theta", Kind.BASELINE, null, null),
            new Model("naive", Kind.BASELINE, null, null));
    double[] mase = {0.728, 0.741, 1.193, 2.455, 11.608};
    double[] smape = {9.78, 9.91, 13.912, 18.138, 43.003};
    List<Score> overall = new ArrayList<>();
    List<StepScore> steps = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String name = models.get(i).name();
      overall.add(new Score(name, "mase", mase[i], 19_872));
      overall.add(new Score(name, "smape", smape[i], 19_872));
      overall.add(new Score(name, "mae", 275.3 * mase[i], 19_872));
      overall.add(new Score(name, "rmse", 402.7 * mase[i], 19_872));
      overall.add(new Score(name, "owa", 0.5 * (mase[i] / 2.395 + smape[i] / 18.383), 19_872));
      for (int step = 1; step <= 48 && i < 4; step++) {
        double daily = 0.12 * Math.sin(step * Math.PI / 12);
        double grows = 0.55 + 0.9 * step / 48 + daily;
        steps.add(
            new StepScore(name, "mase", step, mase[i] * (grows + 0.02 * random.nextGaussian())));
      }
    }
    overall.add(new Score("lstm", "coverage-80", 78.2, 19_872));
    overall.add(new Score("lstm", "coverage-95", 94.1, 19_872));
    List<Loss> losses = new ArrayList<>();
    for (String name : List.of("lstm", "gru")) {
      for (int epoch = 1; epoch <= 40; epoch++) {
        double base = (name.equals("gru") ? 0.115 : 0.1) + 0.6 * Math.exp(-epoch / 5.0);
        losses.add(
            new Loss(
                name,
                epoch,
                base * (1 + 0.02 * random.nextGaussian()),
                base * 1.15 + 0.0006 * epoch + 0.004 * random.nextGaussian(),
                0.001));
      }
    }
    List<Sample> samples = new ArrayList<>();
    String[] ids = {"H127", "H34", "H201", "H388", "H9", "H310"};
    String[] roles = {"best", "", "", "median", "", "worst"};
    double[] scores = {0.112, 0.402, 0.561, 0.668, 0.934, 4.213};
    for (int i = 0; i < ids.length; i++) {
      samples.add(sample(ids[i], roles[i], scores[i], 960, 48, 48, i, !roles[i].isEmpty()));
    }
    Map<String, Long> statuses = new LinkedHashMap<>();
    statuses.put("fallback", 5L);
    statuses.put("forecast", 407L);
    statuses.put("quarantined", 2L);
    return new ReportContent(
        "M4 Hourly",
        facts,
        new Account(373_372L, 373_090L, 241L, 41L),
        statuses,
        List.of(
            new Reason("BAD_TIMESTAMP", 190, 190, "H44", "'2015-13-01T00' is not a timestamp"),
            new Reason("NOT_FINITE", 49, 49, "H310", "NaN"),
            new Reason("TOO_SHORT", 5, 0, "H77", "n = 120, need 384"),
            new Reason("NULL_ID", 2, 2, null, "row without an id")),
        models,
        "lstm",
        losses,
        overall,
        steps,
        samples,
        List.of(
            new Choice("window.patch", "24", "one recurrent step is a whole season"),
            new Choice("scale.kind", "mean-abs", "no series is ever negative")));
  }

  /** The tutorial: one sine wave, one step ahead, 100 cutoffs. */
  static ReportContent sine() {
    Map<String, String> facts = facts();
    facts.put(RunFacts.parametersOf("rnn"), "4289");
    List<Model> models =
        List.of(
            new Model("rnn", Kind.NETWORK, 4289L, 11.3),
            new Model("naive", Kind.BASELINE, null, null),
            new Model("seasonal-naive", Kind.BASELINE, null, null));
    List<Point> all = new ArrayList<>();
    for (int t = 0; t < 500; t++) {
      all.add(new Point(at(t), Math.sin(100.0 * t / 499)));
    }
    List<Forecast> test = new ArrayList<>();
    for (Model model : models) {
      List<Point> points = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (int t = 400; t < 500; t++) {
        double y =
            model.network()
                ? all.get(t).y() + 0.012 * Math.cos(t / 3.0)
                : all.get(t - 1 - (model.name().equals("naive") ? 0 : 23)).y();
        points.add(new Point(at(t), y));
        low.add(y - 0.04);
        high.add(y + 0.04);
      }
      test.add(
          new Forecast(
              model.name(),
              points,
              model.network() ? List.of(new Band(95, low, high)) : List.of()));
    }
    List<Instant> cutoffs = new ArrayList<>();
    List<Loss> losses = new ArrayList<>();
    for (int t = 399; t < 499; t++) {
      cutoffs.add(at(t));
      int epoch = t - 398;
      losses.add(
          new Loss(
              "rnn",
              epoch,
              0.12 * Math.exp(-epoch / 14.0) + 2.1e-5,
              0.1 * Math.exp(-epoch / 13.0) + 3.4e-5,
              0.01));
    }
    List<Forecast> future =
        List.of(new Forecast("rnn", List.of(new Point(at(500), Math.sin(100.2))), List.of()));
    Sample sample =
        new Sample(
            "sine", "", "mase", 0.061, 500, 0, all, all.subList(250, 500), cutoffs, test, future);
    return new ReportContent(
        "seriescast",
        facts,
        new Account(500L, 500L, 0L, 0L),
        Map.of("forecast", 1L),
        List.of(),
        models,
        "rnn",
        losses,
        List.of(
            new Score("rnn", "mae", 0.0081, 100),
            new Score("rnn", "mase", 0.0634, 100),
            new Score("rnn", "rmse", 0.0094, 100),
            new Score("naive", "mae", 0.1273, 100),
            new Score("naive", "mase", 0.998, 100),
            new Score("naive", "rmse", 0.1414, 100),
            new Score("seasonal-naive", "mae", 0.853, 100),
            new Score("seasonal-naive", "mase", 6.69, 100),
            new Score("seasonal-naive", "rmse", 0.944, 100)),
        List.of(new StepScore("rnn", "mase", 1, 0.0634), new StepScore("naive", "mase", 1, 0.998)),
        List.of(sample),
        List.of());
  }

  /** A run without anything. */
  static ReportContent empty() {
    return new ReportContent(
        "Nothing",
        Map.of(),
        new Account(null, null, null, null),
        Map.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(RunFacts.RUN_ID, "2024-02-10-nightly-0042");
    facts.put(RunFacts.AS_OF, "2024-02-10T00:00:00Z");
    facts.put("seriescast", "0.1.0");
    facts.put("spark", "3.5.9");
    facts.put("deeplearning4j", "1.0.0-M2.1");
    facts.put("java", "17.0.15");
    facts.put("seed", "42");
    facts.put("config_hash", "sha256:9f2c1b7e5a0d4c33");
    facts.put("input_fingerprint", "sha256:11d8a3f0c6be9921");
    facts.put(RunFacts.secondsOf("ingest"), "12.4");
    facts.put(RunFacts.secondsOf("prepare"), "4.1");
    facts.put(RunFacts.secondsOf("train"), "401");
    facts.put(RunFacts.secondsOf("forecast"), "21.7");
    facts.put(RunFacts.secondsOf("evaluate"), "9.9");
    return facts;
  }

  private static Sample sample(
      String id,
      String role,
      double score,
      int length,
      int test,
      int future,
      int seed,
      boolean whole) {
    Random random = new Random(100 + seed);
    double level = 500 * (1 + random.nextInt(9));
    double swing = level * (0.1 + 0.3 * random.nextDouble());
    List<Point> all = new ArrayList<>();
    for (int t = 0; t < length + future; t++) {
      double day = Math.sin(2 * Math.PI * t / 24) + 0.3 * Math.sin(4 * Math.PI * t / 24 + 1);
      double week = 1 - 0.35 * (t / 24 % 7 >= 5 ? 1 : 0);
      double y = level + swing * day * week + swing * 0.05 * random.nextGaussian() + 0.02 * t;
      all.add(
          new Point(
              at(t), role.equals("worst") && t > length - 90 && t < length - 80 ? Double.NaN : y));
    }
    List<Forecast> tests = new ArrayList<>();
    List<Forecast> futures = new ArrayList<>();
    for (String model : List.of("lstm", "gru", "seasonal-naive")) {
      for (boolean isTest : new boolean[] {true, false}) {
        int from = isTest ? length - test : length;
        List<Point> points = new ArrayList<>();
        List<Double> low80 = new ArrayList<>();
        List<Double> high80 = new ArrayList<>();
        List<Double> low95 = new ArrayList<>();
        List<Double> high95 = new ArrayList<>();
        for (int t = from; t < from + (isTest ? test : future); t++) {
          double error = swing * 0.08 * score * Math.sin(t / 5.0 + seed);
          double y =
              model.equals("seasonal-naive")
                  ? all.get(Math.max(0, t - 48)).y()
                  : all.get(t).y() + (model.equals("gru") ? -1.4 : 1) * error;
          double wide = swing * (0.12 + 0.004 * (t - from));
          points.add(new Point(at(t), y));
          low80.add(y - wide);
          high80.add(y + wide);
          low95.add(y - 1.6 * wide);
          high95.add(y + 1.6 * wide);
        }
        List<Band> bands =
            model.equals("lstm")
                ? List.of(new Band(95, low95, high95), new Band(80, low80, high80))
                : List.of();
        (isTest ? tests : futures).add(new Forecast(model, points, bands));
      }
    }
    return new Sample(
        id,
        role,
        "mase",
        score,
        length,
        role.equals("worst") ? 9 : 0,
        whole ? all.subList(0, length) : List.of(),
        all.subList(length - 5 * test / 2, length),
        List.of(at(length - test - 1)),
        tests,
        futures);
  }

  static Instant at(int hour) {
    return START.plusSeconds(3600L * hour);
  }
}
