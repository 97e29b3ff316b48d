package io.seriescast.jobs;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Local files at an address with a password in it, as FTP has them:
 * vault://USER:PASSWORD@HOST/PATH.
 */
public final class VaultFileSystem extends RawLocalFileSystem {
  private URI uri;

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    uri = URI.create(name.getScheme() + "://" + name.getRawAuthority());
    super.initialize(name, conf);
  }

  @Override
  public URI getUri() {
    return uri == null ? super.getUri() : uri; // its parents' constructors ask
  }
}
