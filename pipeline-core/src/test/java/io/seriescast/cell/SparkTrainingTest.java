package io.seriescast.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.seriescast.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** One round of DL4J's parameter averaging on {@code local[2]}. */
class SparkTrainingTest {

  @Test
  void oneRoundTrainsAndLowersTheLoss() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    RecurrentStack stack = Stacks.stack(Cell.GRU).hidden(8).highway(2).dropout(0.05).build();
    MultiLayerNetwork network = Stacks.network(DataType.FLOAT, stack);
    INDArray before = network.params().dup();
    List<DataSet> minibatches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      minibatches.add(
          new DataSet(
              Stacks.random(DataType.FLOAT, 1, 8, Stacks.CHANNELS, 6),
              Stacks.random(DataType.FLOAT, 2, 8, Stacks.TARGETS)));
    }
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(2, 8)
            .averagingFrequency(5)
            .batchSizePerWorker(8)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .saveUpdater(true)
            .build();
    double scoreBefore = network.score(minibatches.get(0));

    MultiLayerNetwork trained =
        new SparkDl4jMultiLayer(spark, network, master).fit(spark.parallelize(minibatches, 2));

    assertThat(trained.params()).isNotEqualTo(before);
    assertThat(trained.score(minibatches.get(0))).isLessThan(scoreBefore);
    assertThat(trained.getIterationCount()).isEqualTo(5);
  }
}
