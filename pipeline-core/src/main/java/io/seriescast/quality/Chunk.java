package io.seriescast.quality;

import java.io.Serializable;

/**
 * Rows of one series and one file, packed for the shuffle: either accepted ones, as arrays in the
 * order they were read (y is NaN where there is none), or a single refused one ({@code reason} is
 * set, the arrays hold its instant if it has one). A bean, so that Spark copies the arrays whole;
 * no part of the API.
 */
public final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  private String uniqueId;
  private int spread;
  private String origin;
  private long[] micros;
  private double[] y;
  private long ambiguous;
  private long rounded;
  private long afterAsOf;
  private String reason;
  private String rawDs;
  private String rawY;
  private String line;
  private double[] numbers;
  private long badExogenous;
  private String[] statics;
  private long[] staticMicros;
  private boolean[] staticConflicts;

  public String getUniqueId() {
    return uniqueId;
  }

  public void setUniqueId(String uniqueId) {
    this.uniqueId = uniqueId;
  }

  public int getSpread() {
    return spread;
  }

  public void setSpread(int spread) {
    this.spread = spread;
  }

  public String getOrigin() {
    return origin;
  }

  public void setOrigin(String origin) {
    this.origin = origin;
  }

  public long[] getMicros() {
    return micros;
  }

  public void setMicros(long[] micros) {
    this.micros = micros;
  }

  public double[] getY() {
    return y;
  }

  public void setY(double[] y) {
    this.y = y;
  }

  public long getAmbiguous() {
    return ambiguous;
  }

  public void setAmbiguous(long ambiguous) {
    this.ambiguous = ambiguous;
  }

  public long getRounded() {
    return rounded;
  }

  public void setRounded(long rounded) {
    this.rounded = rounded;
  }

  public long getAfterAsOf() {
    return afterAsOf;
  }

  public void setAfterAsOf(long afterAsOf) {
    this.afterAsOf = afterAsOf;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getRawDs() {
    return rawDs;
  }

  public void setRawDs(String rawDs) {
    this.rawDs = rawDs;
  }

  public String getRawY() {
    return rawY;
  }

  public void setRawY(String rawY) {
    this.rawY = rawY;
  }

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  public double[] getNumbers() {
    return numbers;
  }

  public void setNumbers(double[] numbers) {
    this.numbers = numbers;
  }

  public long getBadExogenous() {
    return badExogenous;
  }

  public void setBadExogenous(long badExogenous) {
    this.badExogenous = badExogenous;
  }

  public String[] getStatics() {
    return statics;
  }

  public void setStatics(String[] statics) {
    this.statics = statics;
  }

  public long[] getStaticMicros() {
    return staticMicros;
  }

  public void setStaticMicros(long[] staticMicros) {
    this.staticMicros = staticMicros;
  }

  public boolean[] getStaticConflicts() {
    return staticConflicts;
  }

  public void setStaticConflicts(boolean[] staticConflicts) {
    this.staticConflicts = staticConflicts;
  }
}
