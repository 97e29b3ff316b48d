package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import io.seriescast.evaluate.BacktestSettings;
import io.seriescast.publish.InputFingerprint;
import io.seriescast.split.Cutoffs;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rolling origin: prepare, train and forecast once before the first cutoff, and again after every
 * so many. Each fit is a run inside the run, of the same steps, that holds out all that comes after
 * its first cutoff: scalers, recipe, networks, weights, intervals and champions know nothing of it.
 */
record BacktestStep(RunContext context, PipelineProgress progress) {
  private static final List<Step> STEPS = List.of(Step.PREPARE, Step.TRAIN, Step.FORECAST);
  private static final String FIT = "fit";

  Map<String, Object> backtest(InputFingerprint input) {
    List<RunContext> fits = fits(context);
    for (int fit = 0; fit < fits.size(); fit++) {
      progress.fit(fit + 1, fits.size());
      new Pipeline(fits.get(fit), progress).each(STEPS, input);
    }
    int gap = context.settings().evaluate().backtest().gap();
    context
        .run()
        .write(
            Table.PREDICTIONS,
            union(fits, Table.PREDICTIONS, (rows, fit) -> rows)
                .where(col(Columns.HORIZON_STEP).gt(gap)));
    context.run().write(Table.SCALERS, union(fits, Table.SCALERS, (rows, fit) -> rows));
    context.run().write(Table.LOSSES, union(fits, Table.LOSSES, this::named));
    RunContext last = fits.get(fits.size() - 1);
    context.run().write(Table.STATUS, last.run().read(context.spark(), Table.STATUS));

    Map<String, Object> facts = new LinkedHashMap<>();
    STEPS.forEach(
        step -> last.run().record(step.command()).ifPresent(r -> facts.putAll(r.facts())));
    // chosen with what was known before all cutoffs
    fits.get(0).fact(RunContext.MODEL).ifPresent(model -> facts.put(RunContext.MODEL, model));
    long rows = context.run().read(context.spark(), Table.PREDICTIONS).count();
    facts.put("fits", fits.size());
    facts.put("rows", rows);
    facts.put(
        "outcome",
        "%,d predictions at %d cutoffs of every series, %d fits"
            .formatted(rows, context.settings().evaluate().backtest().cutoffs(), fits.size()));
    return facts;
  }

  private static List<RunContext> fits(RunContext context) {
    int fits = context.settings().evaluate().backtest().fits();
    return IntStream.range(0, fits).mapToObj(fit -> fit(context, fit)).toList();
  }

  /**
   * A fit, from 0, as a run inside the run: of every series it holds out what comes after its first
   * cutoff, and forecasts at this one and at those before the next fit's.
   */
  private static RunContext fit(RunContext context, int fit) {
    BacktestSettings backtest = context.settings().evaluate().backtest();
    int horizon = context.settings().window().horizon();
    int reach = backtest.gap() + horizon;
    int step = Cutoffs.stride(backtest.step(), horizon);
    int left = backtest.cutoffs() - fit * backtest.perFit();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("window.horizon", String.valueOf(reach));
    values.put("split.test", String.valueOf(reach + (left - 1) * step));
    values.put("evaluate.stride", String.valueOf(step));
    values.put("evaluate.cutoffs", String.valueOf(Math.min(backtest.perFit(), left)));
    values.put("forecast.future", "false");
    return context.with(values, context.run().part(name(fit)), fit == backtest.fits() - 1);
  }

  private static String name(int fit) {
    return "fit-" + (fit + 1);
  }

  /** What ingest is to know of lengths: a series may be too short for all fits but the last. */
  static Settings ofLastFit(RunContext context) {
    BacktestSettings backtest = context.settings().evaluate().backtest();
    return backtest.enabled() ? fit(context, backtest.fits() - 1).settings() : context.settings();
  }

  /** A model's losses under the name of its fit, where there are several. */
  private Dataset<Row> named(Dataset<Row> losses, int fit) {
    return context.settings().evaluate().backtest().fits() == 1
        ? losses
        : losses.withColumn(Columns.MODEL, concat(col(Columns.MODEL), lit("." + name(fit))));
  }

  /**
   * What a series' errors are divided by, at all of its cutoffs alike: the scales that were known
   * at its first.
   */
  static Dataset<Row> scales(RunContext context) {
    return union(fits(context), Table.PREPARED, (rows, fit) -> rows.withColumn(FIT, lit(fit)))
        .groupBy(Columns.UNIQUE_ID)
        .agg(min_by(struct(Columns.MASE_SCALE, Columns.RMSSE_SCALE), col(FIT)).as(FIT))
        .select(Columns.UNIQUE_ID, FIT + "." + Columns.MASE_SCALE, FIT + "." + Columns.RMSSE_SCALE);
  }

  private static Dataset<Row> union(
      List<RunContext> fits, Table table, BiFunction<Dataset<Row>, Integer, Dataset<Row>> change) {
    return IntStream.range(0, fits.size())
        .mapToObj(i -> change.apply(fits.get(i).run().read(fits.get(i).spark(), table), i))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }
}
