package io.seriescast.jobs;

import io.seriescast.testing.MiniHdfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS, and YARN where asked for, in this process: a name node, a data node, a resource manager, a
 * node manager. Containers are processes of their own.
 */
final class MiniHadoop implements AutoCloseable {
  private final MiniHdfs hdfs;
  private MiniYARNCluster yarn;

  MiniHadoop(Path folder) throws IOException {
    hdfs = new MiniHdfs(folder);
  }

  /** Begins YARN and tells its address in a folder that HADOOP_CONF_DIR may name. */
  void startYarn(Path confDir) throws IOException {
    YarnConfiguration conf = new YarnConfiguration();
    conf.set("fs.defaultFS", uri(""));
    // The default scheduler's own dependencies are not in Hadoop's shaded jars.
    conf.set(
        YarnConfiguration.RM_SCHEDULER,
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    conf.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 16384);
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    conf.setBoolean(YarnConfiguration.NM_PMEM_CHECK_ENABLED, false);
    conf.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
    // Else a machine whose disk is nearly full has no node.
    conf.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
    conf.set(YarnConfiguration.YARN_APPLICATION_CLASSPATH, "");
    yarn = new MiniYARNCluster("mini-yarn", 1, 1, 1);
    yarn.init(conf);
    yarn.start();
    Files.createDirectories(confDir);
    try (OutputStream site = Files.newOutputStream(confDir.resolve("core-site.xml"))) {
      yarn.getConfig().writeXml(site);
    }
    Files.copy(confDir.resolve("core-site.xml"), confDir.resolve("yarn-site.xml"));
  }

  FileSystem fileSystem() throws IOException {
    return hdfs.fileSystem();
  }

  String uri(String path) {
    return hdfs.uri(path);
  }

  boolean exists(String path) throws IOException {
    FileStatus[] found = fileSystem().globStatus(new org.apache.hadoop.fs.Path(path));
    return found != null && found.length > 0; // null where the path is no pattern
  }

  void put(Path local, String path) throws IOException {
    fileSystem()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(path));
  }

  void get(String path, Path local) throws IOException {
    fileSystem()
        .copyToLocalFile(
            new org.apache.hadoop.fs.Path(path), new org.apache.hadoop.fs.Path(local.toUri()));
  }

  @Override
  public void close() {
    if (yarn != null) {
      yarn.stop();
    }
    hdfs.close();
  }
}
