package io.seriescast.scale;

/** The section {@code scale}: the per-series scaler. */
public record ScaleSettings(ScalerKind kind) {}
