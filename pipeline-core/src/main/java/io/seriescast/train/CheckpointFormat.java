package io.seriescast.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seriescast.error.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A checkpoint as named entries of bytes: numbers as little-endian float32, the rest as JSON. */
public final class CheckpointFormat {
  private static final String PARAMETERS = "parameters.bin";
  private static final String UPDATER = "updater.bin";
  private static final String BEST = "best.bin";
  private static final String PROGRESS = "progress.json";
  private static final Set<String> ENTRIES = Set.of(PROGRESS, PARAMETERS, UPDATER, BEST);
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** All of a checkpoint but its arrays. Jackson writes and reads NaN as a text. */
  record Progress(
      int epoch,
      PartialEpoch partial,
      int iteration,
      double rateFactor,
      int bestEpoch,
      List<EpochLoss> losses) {}

  private CheckpointFormat() {}

  public static Map<String, byte[]> encode(Checkpoint checkpoint) {
    Progress progress =
        new Progress(
            checkpoint.epoch(),
            checkpoint.partial(),
            checkpoint.iteration(),
            checkpoint.rateFactor(),
            checkpoint.bestEpoch(),
            checkpoint.losses());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try {
      entries.put(PROGRESS, JSON.writeValueAsBytes(progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.put(PARAMETERS, bytes(checkpoint.parameters()));
    entries.put(UPDATER, bytes(checkpoint.updaterState()));
    entries.put(BEST, bytes(checkpoint.bestParameters()));
    return entries;
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @param where the checkpoint, for the message
   * @throws PipelineException of kind TRAINING when the entries are not those of a checkpoint
   */
  public static Checkpoint decode(Map<String, byte[]> entries, Object where) {
    if (!entries.keySet().equals(ENTRIES)) {
      throw foreign(
          where,
          "it holds %s, expected %s"
              .formatted(new TreeSet<>(entries.keySet()), new TreeSet<>(ENTRIES)));
    }
    Progress progress = progress(entries.get(PROGRESS), where);
    return new Checkpoint(
        progress.epoch(),
        progress.partial(),
        progress.iteration(),
        progress.rateFactor(),
        floats(entries, PARAMETERS, where),
        floats(entries, UPDATER, where),
        progress.losses(),
        progress.bestEpoch(),
        floats(entries, BEST, where));
  }

  private static Progress progress(byte[] json, Object where) {
    try {
      Progress progress = JSON.readValue(json, Progress.class);
      if (progress != null
          && progress.epoch() == progress.losses().size()
          && progress.bestEpoch() >= 0
          && progress.bestEpoch() <= progress.epoch()
          && !progress.losses().contains(null)) {
        return progress;
      }
    } catch (JsonProcessingException e) {
      throw foreign(where, PROGRESS + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw foreign(where, PROGRESS + " does not add up");
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static float[] floats(Map<String, byte[]> entries, String name, Object where) {
    byte[] bytes = entries.get(name);
    if (bytes.length % Float.BYTES != 0) {
      throw foreign(where, "%s is %d bytes, not whole numbers".formatted(name, bytes.length));
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static PipelineException foreign(Object where, String how) {
    return PipelineException.training(
        "MODEL_CORRUPT: %s is whole, but no checkpoint of this version: %s. Delete it, and training"
            + " goes on from the one before",
        where, how);
  }
}
