package io.seriescast.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.seriescast.error.ErrorKind;
import io.seriescast.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Records as JSON: components in the record's order, map keys sorted, instants in ISO 8601, so that
 * equal content is equal bytes. No polymorphic typing: a file never names a class.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not representable as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * @param where the file, for the message
   * @throws PipelineException of kind DATA when it is not the JSON that was expected
   */
  static <T> T read(byte[] json, Class<T> type, Object where) {
    try {
      return MAPPER.readValue(text(json), type);
    } catch (JsonProcessingException e) {
      throw damaged(where, e);
    }
  }

  static JsonNode tree(byte[] json, Object where) {
    try {
      return MAPPER.readTree(text(json));
    } catch (JsonProcessingException e) {
      throw damaged(where, e);
    }
  }

  /** As text, so that no parser guesses another encoding than UTF-8. */
  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static PipelineException damaged(Object where, JsonProcessingException e) {
    return new PipelineException(
        ErrorKind.DATA, "%s is damaged: %s".formatted(where, e.getOriginalMessage()), e);
  }

  private static final class InstantReader extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(
        String value, com.fasterxml.jackson.databind.DeserializationContext context)
        throws java.io.IOException {
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, value, "not an instant");
      }
    }
  }
}
