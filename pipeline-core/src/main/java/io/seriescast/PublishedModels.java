package io.seriescast;

import io.seriescast.config.FileSystems;
import io.seriescast.error.PipelineException;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.EffectiveConfig;
import io.seriescast.publish.Manifest;
import io.seriescast.publish.Output;
import io.seriescast.publish.Run;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The networks of a published run, to forecast with or to start from. */
final class PublishedModels {
  private PublishedModels() {}

  /** The recipe's choices that the run was made with. */
  static Map<String, String> plan(SparkSession spark, String folder) {
    return RunContext.publishedPlan(published(spark, "forecast.model", folder));
  }

  static List<String> names(SparkSession spark, String folder) {
    return published(spark, "forecast.model", folder).manifest().orElseThrow().models();
  }

  /**
   * Reads them.
   *
   * @param key of the setting that names the folder
   * @param folder OUTPUT/runs/RUN_ID
   * @param config of the run that wants them; must cut and scale windows as theirs did
   * @throws PipelineException of kind CONFIGURATION when that is no published run, of kind TRAINING
   *     when it differs
   */
  static List<NetworkSnapshot> read(
      SparkSession spark, String key, String folder, EffectiveConfig config, Settings settings) {
    Run run = published(spark, key, folder);
    Manifest manifest = run.manifest().orElseThrow();
    EffectiveConfig theirs = new EffectiveConfig(manifest.config()).sections("window", "scale");
    List<String> differences = theirs.differences(config.sections("window", "scale"));
    if (!differences.isEmpty()) {
      throw PipelineException.training(
          "%s: '%s' was trained with another configuration: %s. Use the one it was trained with",
          key, folder, String.join("; ", differences));
    }
    ModelFiles files = new ModelFiles(run);
    return manifest.models().stream().map(name -> files.read(name, settings)).toList();
  }

  /** Those of {@link ModelFiles#beforeValidation}. */
  static List<NetworkSnapshot> beforeValidation(
      SparkSession spark, String folder, Settings settings) {
    Run run = published(spark, "forecast.model", folder);
    return new ModelFiles(run).beforeValidation(run.manifest().orElseThrow().models(), settings);
  }

  private static Run published(SparkSession spark, String key, String folder) {
    Path path = FileSystems.path(key, folder);
    if (path.getParent() == null || !path.getParent().getName().equals("runs")) {
      throw PipelineException.configuration(
          "%s: '%s' is not the folder of a run: expected OUTPUT/runs/RUN_ID", key, folder);
    }
    Run run = Output.open(spark, path.getParent().getParent().toString()).run(path.getName());
    if (run.manifest().filter(m -> m.models().isEmpty()).isPresent()) {
      throw PipelineException.configuration(
          "%s: '%s' is a backtest, which keeps its forecasts and no networks. Name a run of command"
              + " run",
          key, folder);
    }
    if (run.commit().isEmpty() || run.manifest().isEmpty()) {
      throw PipelineException.configuration("%s: '%s' is not published", key, folder);
    }
    return run;
  }
}
