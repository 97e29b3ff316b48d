package io.seriescast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.size;

import io.seriescast.config.ConfigFiles;
import io.seriescast.error.PipelineException;
import io.seriescast.model.ModelSettings;
import io.seriescast.recipe.Plan;
import io.seriescast.recipe.Profile;
import io.seriescast.recipe.Recipe;
import io.seriescast.scale.Preparation;
import io.seriescast.split.Part;
import io.seriescast.table.Columns;
import io.seriescast.table.Table;
import io.seriescast.window.WindowSettings;
import io.seriescast.window.Windows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipe, if asked for; then split → scale: parts and scaler of every series, and how many
 * windows they give.
 */
record PrepareStep(RunContext context) {
  private static final Logger log = LoggerFactory.getLogger(PrepareStep.class);

  Map<String, Object> prepare() {
    Dataset<Row> regular = context.regular();
    Map<String, Object> facts = new LinkedHashMap<>();
    Settings settings = context.settings();
    if (settings.model().recipe() == ModelSettings.Recipe.AUTO) {
      Plan plan = plan(regular);
      settings = context.planned(plan.values()).settings();
      facts.put(RunContext.PLAN, new TreeMap<>(plan.values()));
      facts.put(RunContext.REASONS, new TreeMap<>(plan.reasons()));
    }
    context
        .run()
        .write(
            Table.PREPARED,
            Preparation.prepare(
                regular, settings.split(), settings.scale(), settings.window().horizon()));
    Dataset<Row> prepared = context.run().read(context.spark(), Table.PREPARED);
    // before hours of training are spent on it
    FutureInputs.require(prepared, settings);
    context.run().write(Table.SCALERS, Preparation.scalers(prepared));
    WindowSettings window = settings.window().network();
    Column training = Windows.training(window, settings.train().seed());
    if (settings.publish().windows()) {
      context.run().write(Table.WINDOWS, Windows.table(prepared, window, training));
    }
    long windows = Windows.count(prepared, training);
    if (windows == 0 && Step.TRAIN.applies(settings)) {
      throw nothingToTrainOn(prepared, window);
    }
    facts.put("windows", windows);
    facts.put("outcome", "%,d windows to train on".formatted(windows));
    return facts;
  }

  private Plan plan(Dataset<Row> regular) {
    Settings settings = context.settings();
    Set<String> set = ConfigFiles.setByUser(context.told());
    if (!settings.forecast().model().isBlank()) {
      Map<String, String> theirs =
          new TreeMap<>(PublishedModels.plan(context.spark(), settings.forecast().model()));
      // Networks that exist want their windows cut as they know them.
      theirs
          .keySet()
          .removeIf(k -> set.contains(k) && !(k.startsWith("window.") || k.startsWith("scale.")));
      return new Plan(theirs, Map.of());
    }
    int horizon = settings.window().horizon();
    Plan plan =
        Recipe.plan(Profile.of(regular, testSteps(settings)), horizon, settings.train().workers());
    Map<String, String> chosen = new TreeMap<>(plan.values());
    chosen.keySet().removeAll(set);
    chosen.forEach(
        (key, value) -> log.info("recipe: {} = {}: {}", key, value, plan.reasons().get(key)));
    return new Plan(chosen, plan.reasons());
  }

  /** {@link Part#steps} as a column. */
  private static Column testSteps(Settings settings) {
    Part test = Part.parse(settings.split().test());
    return switch (test.unit()) {
      case SHARE -> rint(size(col(Columns.Y)).multiply(test.amount())).cast("int");
      case STEPS -> lit((int) test.amount());
      case HORIZONS -> lit(((int) test.amount()) * settings.window().horizon());
    };
  }

  private static PipelineException nothingToTrainOn(Dataset<Row> prepared, WindowSettings window) {
    Row longest = prepared.agg(max(col(Columns.TRAIN_END))).head();
    return PipelineException.data(
        "no series gives a window to train on: the longest has %s values before its held-out parts,"
            + " and window.context %d + window.horizon %d are needed. Shorten them, lower"
            + " window.min-context, or make split.test (of a backtest: its cutoffs, step and gap)"
            + " and split.validation smaller",
        longest.isNullAt(0) ? "no" : longest.getInt(0), window.history(), window.horizon());
  }
}
