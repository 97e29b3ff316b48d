package io.seriescast;

import io.seriescast.error.PipelineException;
import io.seriescast.model.NetworkSnapshot;
import io.seriescast.publish.Manifest;
import io.seriescast.publish.Output;
import io.seriescast.publish.Run;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The networks of a published run, to forecast with or to start from. */
final class PublishedModels {
  private PublishedModels() {}

  /**
   * Reads them.
   *
   * @param folder OUTPUT/runs/RUN_ID
   * @throws PipelineException of kind CONFIGURATION when that is no published run
   */
  static List<NetworkSnapshot> read(SparkSession spark, String folder) {
    Path path = new Path(folder);
    if (path.getParent() == null || !path.getParent().getName().equals("runs")) {
      throw PipelineException.configuration(
          "forecast.model: '%s' is not the folder of a run: expected OUTPUT/runs/RUN_ID", folder);
    }
    Run run = Output.open(spark, path.getParent().getParent().toString()).run(path.getName());
    Manifest manifest =
        run.commit()
            .flatMap(commit -> run.manifest())
            .orElseThrow(
                () -> PipelineException.configuration("forecast.model: '%s' is not published", folder));
    ModelFiles files = new ModelFiles(run);
    return manifest.models().stream().map(files::read).toList();
  }
}
