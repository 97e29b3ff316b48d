package io.seriescast.cell;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of a stack and the place of every weight block in its one flattened parameter vector.
 *
 * @param cell the cell
 * @param inputs channels of the input
 * @param hidden units per layer and direction
 * @param layers stacked layers
 * @param bidirectional whether every layer also runs backwards in time
 */
record StackShape(Cell cell, int inputs, int hidden, int layers, boolean bidirectional) {

  int directions() {
    return bidirectional ? 2 : 1;
  }

  /** Rows of one layer's output: hidden × directions. */
  int outputs() {
    return hidden * directions();
  }

  /** All blocks in the order of the parameter vector: layer by layer, forward before reverse. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int offset = 0;
    for (int layer = 0; layer < layers; layer++) {
      for (int direction = 0; direction < directions(); direction++) {
        int blockInputs = layer == 0 ? inputs : outputs();
        Block block = new Block(cell, layer, direction, blockInputs, hidden, offset);
        blocks.add(block);
        offset = block.end();
      }
    }
    return blocks;
  }

  int parameters() {
    List<Block> blocks = blocks();
    return blocks.get(blocks.size() - 1).end();
  }

  /**
   * Parameters of one layer in one direction: input weights, recurrent weights, bias, one after the
   * other. In memory both weights are row-major {@code [gates·hidden, inputs or hidden]} as in
   * PyTorch; DL4J sees the same memory as column-major {@code [inputs or hidden, gates·hidden]} as
   * in its own recurrent layers.
   *
   * @param cell the cell
   * @param layer 0-based layer
   * @param direction 0 forward, 1 reverse
   * @param inputs rows that come from below
   * @param hidden units
   * @param offset of the first weight in the parameter vector
   */
  record Block(Cell cell, int layer, int direction, int inputs, int hidden, int offset) {

    String inputWeights() {
      return "W" + suffix();
    }

    String recurrentWeights() {
      return "RW" + suffix();
    }

    String bias() {
      return "b" + suffix();
    }

    int gateRows() {
      return cell.gates() * hidden;
    }

    int recurrentOffset() {
      return offset + gateRows() * inputs;
    }

    int biasOffset() {
      return recurrentOffset() + gateRows() * hidden;
    }

    int end() {
      return biasOffset() + cell.planes() * hidden;
    }

    /** Columns of {@code S = [h; 1; x]}. */
    int columns() {
      return hidden + 1 + inputs;
    }

    private String suffix() {
      return layer + (direction == 0 ? "" : "r");
    }
  }
}
