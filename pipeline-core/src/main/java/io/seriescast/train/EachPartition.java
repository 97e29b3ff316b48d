package io.seriescast.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;

/**
 * One Spark job that gives every partition to a function and brings back what it returns: {@code
 * rdd.mapPartitionsWithIndex(f).collect()}, without what makes that dear twice an epoch. Its Scala
 * closures are cleaned before every job, for which Spark reads the class files of {@code RDD} and
 * {@code JavaRDDLike} from their jars and parses them, some ten milliseconds each time. A function
 * that is a class of its own has nothing to clean.
 */
final class EachPartition<T, R>
    extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, Object>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What to do with a partition, given its number. */
  interface Task<T, R> extends Serializable {
    List<R> of(int partition, Iterator<T> elements);
  }

  private final Task<T, R> task;

  private EachPartition(Task<T, R> task) {
    this.task = task;
  }

  /**
   * @return what the partitions returned, in their order
   */
  static <T, R> List<R> of(RDD<T> rdd, Task<T, R> task) {
    Object[] results =
        (Object[])
            rdd.context().runJob(rdd, new EachPartition<>(task), ClassTag.apply(Object.class));
    List<R> all = new ArrayList<>();
    for (Object result : results) {
      @SuppressWarnings("unchecked") // what apply returned
      R[] of = (R[]) result;
      all.addAll(Arrays.asList(of));
    }
    return all;
  }

  @Override
  public Object apply(TaskContext context, scala.collection.Iterator<T> elements) {
    return task.of(context.partitionId(), JavaConverters.asJavaIterator(elements)).toArray();
  }
}
