package io.seriescast.train;

import io.seriescast.window.WindowBlock;
import io.seriescast.window.WindowEncoder;
import io.seriescast.window.WindowWeights;
import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.nd4j.linalg.dataset.DataSet;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;

/**
 * The minibatches of one averaging round: partition w holds those of worker w, cut from its block
 * when they are asked for. A class of its own for the reason of {@link EachPartition}.
 */
final class RoundMinibatches extends RDD<DataSet> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<WindowBlock> BLOCK = ClassTag.apply(WindowBlock.class);

  /**
   * Minibatches [from, until) of the {@code count} into which an epoch divides a block.
   *
   * @param order seed of the epoch; each worker's order is its own
   */
  record Part(int from, int until, int count, long order) implements Serializable {}

  private final WindowEncoder encoder;
  private final WindowWeights weights;
  private final Part part;

  RoundMinibatches(
      RDD<WindowBlock> blocks, WindowEncoder encoder, WindowWeights weights, Part part) {
    super(blocks, ClassTag.apply(DataSet.class));
    this.encoder = encoder;
    this.weights = weights;
    this.part = part;
  }

  @Override
  public Partition[] getPartitions() {
    return this.<WindowBlock>firstParent(BLOCK).partitions();
  }

  @Override
  public scala.collection.Iterator<DataSet> compute(Partition worker, TaskContext context) {
    WindowBlock block = this.<WindowBlock>firstParent(BLOCK).iterator(worker, context).next();
    return JavaConverters.asScalaIterator(
        Minibatches.of(
            block,
            encoder,
            weights,
            part.from(),
            part.until(),
            part.count(),
            Trainer.mix(part.order(), worker.index())));
  }
}
