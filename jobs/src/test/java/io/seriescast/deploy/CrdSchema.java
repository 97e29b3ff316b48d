package io.seriescast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes object against the structural schema of a custom resource definition: unknown
 * fields, which the API server would drop without a word, other types, missing fields, values that
 * are not of a list. Patterns and bounds are the server's matter.
 */
final class CrdSchema {
  private final List<String> differences = new ArrayList<>();

  private CrdSchema() {}

  static List<String> differences(JsonNode object, JsonNode schema) {
    CrdSchema check = new CrdSchema();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!field.getKey().equals("metadata")) { // the server's own type
        check.check(
            field.getValue(), schema.at("/properties/" + field.getKey()), "/" + field.getKey());
      }
    }
    return check.differences;
  }

  private void check(JsonNode value, JsonNode schema, String path) {
    String type = schema.path("type").asText();
    boolean intOrString = schema.path("x-kubernetes-int-or-string").asBoolean();
    if (schema.isMissingNode()) {
      differences.add(path + " is unknown");
    } else if (!intOrString && !isOf(value, type)) {
      differences.add(path + " is not of type " + type);
    } else if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      differences.add("%s is %s, not of %s".formatted(path, value, schema.get("enum")));
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (value.isObject() && !value.has(name.asText())) {
                differences.add("%s/%s is missing".formatted(path, name.asText()));
              }
            });
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(value.get(i), schema.path("items"), path + "/" + i);
    }
    if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        JsonNode known = schema.path("properties").path(field.getKey());
        JsonNode other = schema.path("additionalProperties");
        check(field.getValue(), known.isMissingNode() ? other : known, path + "/" + field.getKey());
      }
    }
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode allowed : values) {
      if (allowed.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
