package io.seriescast.cell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One case of {@code golden/torch_cells.txt}; the script beside that file says how it was made. */
record GoldenCase(Cell cell, int layers, boolean bidirectional, Map<String, List<Double>> arrays) {
  static final int BATCH = 2;
  static final int CHANNELS = 2;
  static final int TIME = 4;
  static final int HIDDEN = 3;

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    try (var stream = GoldenCase.class.getResourceAsStream("/golden/torch_cells.txt");
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().forEach(line -> read(line.split(" ", -1), cases));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static void read(String[] words, List<GoldenCase> cases) {
    if (words[0].equals("case")) {
      cases.add(
          new GoldenCase(
              Cell.valueOf(words[1]),
              Integer.parseInt(words[2]),
              Boolean.parseBoolean(words[3]),
              new HashMap<>()));
    } else {
      List<Double> values = Arrays.stream(words).skip(1).map(Double::valueOf).toList();
      cases.get(cases.size() - 1).arrays.put(words[0], values);
    }
  }

  RecurrentStack stack(boolean lastStepOnly) {
    return new RecurrentStack.Builder()
        .cell(cell)
        .nIn(CHANNELS)
        .hidden(HIDDEN)
        .layers(layers)
        .bidirectional(bidirectional)
        .lastStepOnly(lastStepOnly)
        .build();
  }

  INDArray array(DataType type, String name, long... shape) {
    double[] values = arrays.get(name).stream().mapToDouble(Double::doubleValue).toArray();
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  INDArray vector(DataType type, String name) {
    return array(type, name, arrays.get(name).size());
  }

  @Override
  public String toString() {
    return cell + " layers=" + layers + " bidirectional=" + bidirectional;
  }
}
