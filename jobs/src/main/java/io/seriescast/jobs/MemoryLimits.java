package io.seriescast.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.bytedeco.javacpp.Pointer;

/**
 * What the driver and a trainer may take, in bytes; 0 where nothing bounds it.
 *
 * @param driverHeap of this process
 * @param offHeap what ND4J may allocate outside the heap of a trainer's process, by JavaCPP's limit
 * @param overhead what a container grants an executor beside its heap; whoever takes more is killed
 * @param machine memory of this machine or container, where the trainers run in this process
 */
record MemoryLimits(long driverHeap, long offHeap, long overhead, long machine) {
  private static final String MAX_BYTES = "-Dorg.bytedeco.javacpp.maxbytes=";

  /** Spark's own, for executors in containers. */
  private static final long LEAST_OVERHEAD = 384L << 20;

  static MemoryLimits of(SparkConf conf) {
    long heap = Runtime.getRuntime().maxMemory();
    if (Slots.isLocal(conf)) {
      return new MemoryLimits(heap, Pointer.maxBytes(), 0, machineMemory());
    }
    return new MemoryLimits(heap, executorMaxBytes(conf), overhead(conf), 0);
  }

  private static long executorMaxBytes(SparkConf conf) {
    for (String option : conf.get("spark.executor.extraJavaOptions", "").split("\\s+")) {
      if (option.startsWith(MAX_BYTES)) {
        return JavaUtils.byteStringAsBytes(option.substring(MAX_BYTES.length()));
      }
    }
    return 0;
  }

  /** Only YARN and Kubernetes put executors into containers. */
  private static long overhead(SparkConf conf) {
    String master = conf.get("spark.master");
    if (!master.equals("yarn") && !master.startsWith("k8s://")) {
      return 0;
    }
    double factor =
        conf.getDouble(
            "spark.executor.memoryOverheadFactor",
            conf.getDouble("spark.kubernetes.memoryOverheadFactor", 0.1));
    long byFactor = (long) (factor * (conf.getSizeAsMb("spark.executor.memory", "1g") << 20));
    return conf.contains("spark.executor.memoryOverhead")
        ? conf.getSizeAsMb("spark.executor.memoryOverhead", "0") << 20
        : Math.max(LEAST_OVERHEAD, byFactor);
  }

  private static long machineMemory() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
