package io.seriescast.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that the page shows, and nothing else: bounded, immutable, without Spark types. The
 * same content renders to the same bytes. Values are in original units; NaN stands for "not known".
 *
 * @param facts the run's facts in the order shown; {@link RunFacts} names those with a meaning
 * @param statuses number of series per status (forecast, fallback, quarantined)
 * @param models combinations, networks, then baselines, each the best first
 * @param main the model that the page is about: what the run forecasts with, else the first of
 *     {@code models}; null without any model
 * @param losses per model in order of epochs, at most {@link #MOST_EPOCHS} epochs each
 * @param overall one value per model and metric over all series and steps
 * @param steps one value per model, metric and horizon step, at most {@link #MOST_STEPS} steps
 * @param samples the drawn series, the best first, the worst last
 * @param choices what the recipe set; empty without a recipe
 */
public record ReportContent(
    String title,
    Map<String, String> facts,
    Account account,
    Map<String, Long> statuses,
    List<Reason> quarantine,
    List<Model> models,
    String main,
    List<Loss> losses,
    List<Score> overall,
    List<StepScore> steps,
    List<Sample> samples,
    List<Choice> choices) {

  /** Bounds that keep the page small whatever the size of the run. */
  static final int MOST_MODELS = 12;

  static final int MOST_METRICS = 20;
  static final int MOST_EPOCHS = 400;
  static final int MOST_STEPS = 200;
  static final int MOST_REASONS = 30;
  static final int MOST_FACTS = 100;
  static final int MOST_SAMPLES = 50;
  static final int MOST_CHOICES = 100;

  /** Test steps drawn of one series: the last so many. */
  static final int MOST_TEST = 400;

  /** Steps drawn before the test part. */
  static final int MOST_HISTORY = 400;

  /** Buckets of a whole series' overview; each keeps its lowest and its highest value. */
  static final int BUCKETS = 400;

  public ReportContent {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    quarantine = bounded("quarantine reasons", quarantine, MOST_REASONS);
    models = bounded("models", models, MOST_MODELS);
    losses = bounded("losses", losses, MOST_MODELS * (MOST_EPOCHS + 2));
    overall = bounded("scores", overall, MOST_MODELS * MOST_METRICS);
    steps = bounded("step scores", steps, MOST_MODELS * MOST_METRICS * (MOST_STEPS + 1));
    samples = bounded("samples", samples, MOST_SAMPLES);
    choices = bounded("choices", choices, MOST_CHOICES);
    bounded("facts", List.copyOf(facts.keySet()), MOST_FACTS);
  }

  /**
   * Input rows and what became of them; null where a count is not known.
   *
   * @param used rows that stand in the series
   */
  public record Account(Long read, Long used, Long quarantined, Long deduplicated) {
    boolean isKnown() {
      return read != null && used != null && quarantined != null && deduplicated != null;
    }

    /** The promise of row conservation: read = used + quarantined + deduplicated. */
    boolean addsUp() {
      return isKnown() && read == accountedFor();
    }

    long accountedFor() {
      return used + quarantined + deduplicated;
    }

    /** The counts by what they count, in the order of the page. */
    Map<String, Long> lines() {
      Map<String, Long> lines = new LinkedHashMap<>();
      lines.put("read", read);
      lines.put("used", used);
      lines.put("quarantined", quarantined);
      lines.put("deduplicated", deduplicated);
      return lines;
    }

    String share(Long rows) {
      return rows == null || read == null || read == 0
          ? Numbers.NONE
          : Numbers.percent((double) rows / read);
    }
  }

  /**
   * A reason of quarantine.
   *
   * @param records rows of the quarantine table
   * @param rows input rows taken out of the flow
   * @param exampleId the id of one record with this reason, and its detail; null where it has none
   */
  public record Reason(
      String reason, long records, long rows, String exampleId, String exampleDetail) {}

  /** What a model is. */
  public enum Kind {
    /** Made of other models of the run: their blend, their mean, the best one of each series. */
    COMBINATION,
    NETWORK,
    BASELINE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A model of the run; parameters and seconds are null where not known (only networks have them).
   *
   * @param seconds of training
   */
  public record Model(String name, Kind kind, Long parameters, Double seconds) {
    boolean network() {
      return kind == Kind.NETWORK;
    }
  }

  /** A setting that the recipe chose, its value, and why. */
  public record Choice(String key, String value, String reason) {}

  /** One epoch of one model; scaled units, NaN for no validation. */
  public record Loss(
      String model, int epoch, double train, double validation, double learningRate) {}

  /**
   * @param n values that went into it
   */
  public record Score(String model, String metric, double value, long n) {}

  /** A metric at one horizon step, 1 the first. */
  public record StepScore(String model, String metric, int step, double value) {}

  /** A value at an instant; NaN is a gap. */
  public record Point(Instant ds, double y) {}

  /** The central interval of {@code level} percent, aligned with the forecast's points. */
  public record Band(int level, List<Double> low, List<Double> high) {
    public Band {
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /** One model's forecast of consecutive steps, with its intervals (widest first). */
  public record Forecast(String model, List<Point> points, List<Band> bands) {
    public Forecast {
      points = bounded("forecast points", points, MOST_TEST);
      bands = List.copyOf(bands);
    }
  }

  /**
   * A drawn series.
   *
   * @param role best, median, worst, or empty
   * @param score its value of {@code metric} for the main model, NaN without
   * @param length steps of the whole series, of which {@code filled} were not observed
   * @param overview the whole series, downsampled; empty for series that are drawn in detail only
   * @param actual the end of the series: history and test part
   * @param cutoffs last instants before each forecast that is drawn; empty without a test part
   * @param test forecasts of the test part
   * @param future forecasts after the end of the series
   */
  public record Sample(
      String id,
      String role,
      String metric,
      double score,
      long length,
      long filled,
      List<Point> overview,
      List<Point> actual,
      List<Instant> cutoffs,
      List<Forecast> test,
      List<Forecast> future) {
    public Sample {
      overview = bounded("overview points", overview, 4 * BUCKETS);
      actual = bounded("actual points", actual, MOST_HISTORY + MOST_TEST);
      cutoffs = bounded("cutoffs", cutoffs, MOST_TEST);
      test = bounded("forecasts", test, MOST_MODELS);
      future = bounded("forecasts", future, MOST_MODELS);
    }
  }

  /** The values of one metric over all series, by model in the order of {@link #models}. */
  Map<String, Double> overall(String metric) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Model model : models) {
      overall.stream()
          .filter(s -> s.model().equals(model.name()) && s.metric().equals(metric))
          .forEach(s -> values.put(model.name(), s.value()));
    }
    return values;
  }

  /** The metric that decides between models: MASE where there is one. Null without metrics. */
  String primaryMetric() {
    return Metrics.primary(overall.stream().map(Score::metric).toList());
  }

  /** The networks that were scored; all where none was. A first fit of a recipe's two has none. */
  List<Model> networks() {
    List<Model> all = models.stream().filter(Model::network).toList();
    List<Model> scored =
        all.stream()
            .filter(m -> overall.stream().anyMatch(s -> s.model().equals(m.name())))
            .toList();
    return scored.isEmpty() ? all : scored;
  }

  /** What the main model is; null without a model. */
  Kind mainKind() {
    return models.stream()
        .filter(m -> m.name().equals(main))
        .map(Model::kind)
        .findFirst()
        .orElse(null);
  }

  /** The series that stands for all: the median, else the first; null without any. */
  Sample typical() {
    return samples.stream()
        .filter(s -> s.role().equals("median"))
        .findFirst()
        .orElse(samples.isEmpty() ? null : samples.get(0));
  }

  private static <T> List<T> bounded(String what, List<T> values, int most) {
    if (values.size() > most) {
      throw new IllegalArgumentException(
          "the page shows at most %d %s, got %d".formatted(most, what, values.size()));
    }
    return List.copyOf(values);
  }
}
