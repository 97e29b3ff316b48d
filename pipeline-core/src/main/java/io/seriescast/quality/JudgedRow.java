package io.seriescast.quality;

import java.io.Serializable;

/**
 * One row of the input after {@link Judgement}; accepted when {@code reason} is null. A bean, so
 * that Spark's encoder hands over primitives without boxing; no part of the API.
 */
public final class JudgedRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private String uniqueId;
  private Long micros;
  private double y;
  private String origin;
  private int caveats;
  private String reason;
  private String rawDs;
  private String rawY;
  private String line;
  private double[] numbers;
  private String[] statics;

  public String getUniqueId() {
    return uniqueId;
  }

  public void setUniqueId(String uniqueId) {
    this.uniqueId = uniqueId;
  }

  public Long getMicros() {
    return micros;
  }

  public void setMicros(Long micros) {
    this.micros = micros;
  }

  public double getY() {
    return y;
  }

  public void setY(double y) {
    this.y = y;
  }

  public String getOrigin() {
    return origin;
  }

  public void setOrigin(String origin) {
    this.origin = origin;
  }

  public int getCaveats() {
    return caveats;
  }

  public void setCaveats(int caveats) {
    this.caveats = caveats;
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

  public String[] getStatics() {
    return statics;
  }

  public void setStatics(String[] statics) {
    this.statics = statics;
  }
}
