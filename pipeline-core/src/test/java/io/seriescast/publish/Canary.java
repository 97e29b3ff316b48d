package io.seriescast.publish;

import java.io.Serializable;

/** A class that tells when anybody loads it. */
public final class Canary implements Serializable {
  /** Set when this class was initialised. */
  public static final String PROPERTY = "seriescast.test.canary";

  private static final long serialVersionUID = 1L;

  static {
    System.setProperty(PROPERTY, "sang");
  }

  public Canary() {}
}
