package io.seriescast.publish;

/** A class that tells when anybody loads it. */
public final class Canary {
  /** Set when this class was initialised. */
  public static final String PROPERTY = "seriescast.test.canary";

  static {
    System.setProperty(PROPERTY, "sang");
  }

  public Canary() {}
}
