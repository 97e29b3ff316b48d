package io.seriescast.jobs;

import io.seriescast.publish.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class ProductVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"seriescast " + Versions.product()};
  }
}
