package io.seriescast.quality;

import java.io.Serializable;

/**
 * What comes of a series: one row for the series itself ({@code reason} is null; {@code micros} is
 * null unless the series is forecast) and one for every quarantine record. A bean, so that Spark
 * copies the arrays whole; no part of the API.
 */
public final class Outcome implements Serializable {
  private static final long serialVersionUID = 1L;

  private String uniqueId;
  private String frequency;
  private int season;
  private long[] micros;
  private double[] y;
  private boolean[] observed;
  private String[] statics;
  private double[][] historic;
  private double[][] future;
  private boolean shortSeries;
  private String verdict;
  private long read;
  private long used;
  private long deduplicated;
  private long conflicts;
  private Long recordMicros;
  private String rawDs;
  private String rawY;
  private String sourceFile;
  private String reason;
  private String detail;
  private long rows;

  public String getUniqueId() {
    return uniqueId;
  }

  public void setUniqueId(String uniqueId) {
    this.uniqueId = uniqueId;
  }

  public String getFrequency() {
    return frequency;
  }

  public void setFrequency(String frequency) {
    this.frequency = frequency;
  }

  public int getSeason() {
    return season;
  }

  public void setSeason(int season) {
    this.season = season;
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

  public boolean[] getObserved() {
    return observed;
  }

  public void setObserved(boolean[] observed) {
    this.observed = observed;
  }

  public boolean getShortSeries() {
    return shortSeries;
  }

  public void setShortSeries(boolean shortSeries) {
    this.shortSeries = shortSeries;
  }

  public String getVerdict() {
    return verdict;
  }

  public void setVerdict(String verdict) {
    this.verdict = verdict;
  }

  public long getRead() {
    return read;
  }

  public void setRead(long read) {
    this.read = read;
  }

  public long getUsed() {
    return used;
  }

  public void setUsed(long used) {
    this.used = used;
  }

  public long getDeduplicated() {
    return deduplicated;
  }

  public void setDeduplicated(long deduplicated) {
    this.deduplicated = deduplicated;
  }

  public long getConflicts() {
    return conflicts;
  }

  public void setConflicts(long conflicts) {
    this.conflicts = conflicts;
  }

  public Long getRecordMicros() {
    return recordMicros;
  }

  public void setRecordMicros(Long recordMicros) {
    this.recordMicros = recordMicros;
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

  public String getSourceFile() {
    return sourceFile;
  }

  public void setSourceFile(String sourceFile) {
    this.sourceFile = sourceFile;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getDetail() {
    return detail;
  }

  public void setDetail(String detail) {
    this.detail = detail;
  }

  public long getRows() {
    return rows;
  }

  public void setRows(long rows) {
    this.rows = rows;
  }

  public String[] getStatics() {
    return statics;
  }

  public void setStatics(String[] statics) {
    this.statics = statics;
  }

  public double[][] getHistoric() {
    return historic;
  }

  public void setHistoric(double[][] historic) {
    this.historic = historic;
  }

  public double[][] getFuture() {
    return future;
  }

  public void setFuture(double[][] future) {
    this.future = future;
  }
}
