package io.seriescast.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** HDFS in this process: a name node and a data node. */
final class MiniHadoop implements AutoCloseable {
  private final MiniDFSCluster hdfs;

  MiniHadoop(Path folder) throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
  }

  private FileSystem fileSystem() throws IOException {
    return hdfs.getFileSystem();
  }

  String uri(String path) {
    return hdfs.getURI() + path;
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
    hdfs.shutdown(true);
  }
}
