package io.seriescast.cell;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pins the native libraries to one thread in this JVM. Products of a recurrent step are too small
 * to share: two threads are about twice as slow, and Spark already runs one task per core.
 */
final class OneThread {
  private OneThread() {}

  static void pin() {
    openblas.blas_set_num_threads(1);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
  }
}
