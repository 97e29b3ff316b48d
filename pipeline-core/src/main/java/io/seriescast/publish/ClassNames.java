package io.seriescast.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seriescast.error.PipelineException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The gate before a network's configuration is parsed: Deeplearning4j's parser loads the classes
 * that the JSON names, so only names of the packages that configurations are made of get there.
 */
final class ClassNames {
  /** Packages of configuration classes; nothing in them acts when it is built. */
  private static final List<String> ALLOWED =
      List.of(
          "org.deeplearning4j.nn.conf.",
          "org.deeplearning4j.nn.weights.",
          "org.nd4j.linalg.activations.impl.",
          "org.nd4j.linalg.learning.config.",
          "org.nd4j.linalg.learning.regularization.",
          "org.nd4j.linalg.lossfunctions.impl.",
          "org.nd4j.linalg.schedule.",
          "io.seriescast.cell.",
          "io.seriescast.model.");

  /** Two or more identifiers joined by dots, array and inner classes included. */
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\[*L?\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
              + "(?:[./]\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)+;?");

  private ClassNames() {}

  /**
   * Every key and every text that could be a class name must be on the list; what a key {@code
   * @class} or the like says must be, whatever it looks like.
   *
   * @throws PipelineException of kind TRAINING that names what was found and where
   */
  static void requireAllowed(byte[] json, Path where) {
    JsonNode root = Envelope.parsed(where, () -> Json.tree(json, where));
    if (!root.isObject()) {
      throw PipelineException.training("MODEL_CORRUPT: %s is not a JSON object", where);
    }
    visit(root, "", where);
  }

  private static void visit(JsonNode node, String path, Object where) {
    if (node.isTextual()) {
      check(node.textValue(), path, where);
    }
    int at = 0;
    for (JsonNode item : node.isArray() ? node : List.<JsonNode>of()) {
      visit(item, path + "/" + at++, where);
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      check(field.getKey(), path, where);
      if (field.getKey().startsWith("@") && !isAllowed(field.getValue().asText())) {
        throw refused(field.getValue().toString(), path, where);
      }
      visit(field.getValue(), path + "/" + field.getKey(), where);
    }
  }

  private static void check(String text, String path, Object where) {
    if (CLASS_NAME.matcher(text).matches() && !isAllowed(text)) {
      throw refused(text, path, where);
    }
  }

  private static boolean isAllowed(String name) {
    return CLASS_NAME.matcher(name).matches() && ALLOWED.stream().anyMatch(name::startsWith);
  }

  private static PipelineException refused(String name, String path, Object where) {
    return PipelineException.training(
        "MODEL_REFUSED: %s names the class %s at %s, which no model of seriescast has. Nothing was"
            + " loaded. Use a model that you trained yourself",
        where, name, path.isEmpty() ? "/" : path);
  }
}
