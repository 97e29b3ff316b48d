package io.seriescast.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** HDFS in this process: a name node and data nodes. */
public final class MiniHdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  /** With one data node. */
  public MiniHdfs(Path folder) throws IOException {
    this(folder, new Configuration(), 1);
  }

  public MiniHdfs(Path folder, Configuration conf, int dataNodes) throws IOException {
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    cluster = new MiniDFSCluster.Builder(conf).numDataNodes(dataNodes).build();
  }

  /** To restart and stop nodes of. */
  public MiniDFSCluster cluster() {
    return cluster;
  }

  /** As the user of this process, who may do everything. */
  public DistributedFileSystem fileSystem() throws IOException {
    return cluster.getFileSystem();
  }

  /**
   * The address of a path.
   *
   * @param path from the root on, as in {@code /out}
   */
  public String uri(String path) {
    return cluster.getURI() + path;
  }

  @Override
  public void close() {
    cluster.shutdown(true);
  }
}
