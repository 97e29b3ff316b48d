package io.seriescast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seriescast.executor.ExecutorPlugin;
import io.seriescast.jobs.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The Kubernetes manifests agree with the product: structure, class names, threads, the command
 * line.
 */
class ManifestsTest {
  private static final Path FOLDER = Path.of("../submit/kubernetes");

  /** Names the folder of the operator's resource definitions: {@code crds} of its chart. */
  private static final String CRDS = "seriescast.crds";

  /** What the manifests say in the sections of driver and executor. */
  private static final Pattern OF_PODS =
      Pattern.compile(
          "spark\\.(?:executorEnv\\..*|executor\\.cores"
              + "|(?:driver|executor)\\.(?:memory|memoryOverhead|extraJavaOptions))");

  private static JsonNode read(String file) throws Exception {
    return yaml(FOLDER.resolve(file));
  }

  private static JsonNode yaml(Path file) throws Exception {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return new ObjectMapper().valueToTree(yaml.load(Files.readString(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "application.yaml,SparkApplication,/spec",
    "scheduled.yaml,ScheduledSparkApplication,/spec/template"
  })
  void sparkApplications(String file, String kind, String at) throws Exception {
    JsonNode manifest = read(file);
    assertThat(manifest.path("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
    assertThat(manifest.path("kind").asText()).isEqualTo(kind);
    assertThat(manifest.at("/metadata/name").asText()).matches("[a-z0-9-]{1,63}");

    JsonNode spec = manifest.at(at);
    for (String field :
        new String[] {"type", "mode", "image", "sparkVersion", "arguments", "driver", "executor"}) {
      assertThat(spec.has(field)).as(field).isTrue();
    }
    assertThat(spec.path("mainClass").asText()).isEqualTo(Main.class.getName());
    assertThat(spec.path("image").asText()).startsWith("REGISTRY/");
    String spark = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    assertThat(spec.path("sparkVersion").asText()).isEqualTo(spark);
    assertThat(Files.readString(FOLDER.resolve("Dockerfile"))).contains("apache/spark:" + spark);
    assertThat(spec.path("mainApplicationFile").asText())
        .isEqualTo("local:///opt/seriescast/seriescast.jar");
    assertThat(spec.at("/sparkConf/spark.plugins").asText())
        .isEqualTo(ExecutorPlugin.class.getName());
    spec.path("sparkConf").forEach(value -> assertThat(value.isTextual()).as("%s", value).isTrue());
    for (String role : new String[] {"driver", "executor"}) {
      assertThat(spec.at("/" + role + "/env/0/value").asText()).isEqualTo("1");
      assertThat(spec.at("/" + role + "/memoryOverhead").asText()).isEqualTo("1g");
    }
    assertThat(spec.at("/executor/cores").asInt()).isEqualTo(1);
    assertThat(spec.at("/driver/serviceAccount").asText()).isEqualTo("seriescast");
    assertThat(spec.at("/arguments/0").asText()).isEqualTo("run");
  }

  @ParameterizedTest
  @CsvSource({"application.yaml,/spec/sparkConf", "scheduled.yaml,/spec/template/sparkConf"})
  @DisplayName("what every cluster wants stands in the manifests as well, but for sizes")
  void asTheDefaultsOfEveryCluster(String file, String at) throws Exception {
    JsonNode settings = read(file).at(at);
    try (Stream<String> lines = Files.lines(Path.of("../conf/spark-defaults.conf"))) {
      assertThat(lines.filter(line -> line.matches("spark\\..*")))
          .hasSizeGreaterThan(25)
          .allSatisfy(
              line -> {
                String key = line.substring(0, line.indexOf(' '));
                String value = settings.path(key).asText("of driver and executor");
                if (OF_PODS.matcher(key).matches()) {
                  assertThat(settings.has(key)).as(key).isFalse();
                } else {
                  assertThat(key + " " + value).isEqualTo(line.strip());
                }
              });
    }
  }

  @Test
  void aNightlyRunIsNotOvertaken() throws Exception {
    JsonNode spec = read("scheduled.yaml").path("spec");
    assertThat(spec.path("schedule").asText()).matches("\\S+( \\S+){4}");
    assertThat(spec.path("concurrencyPolicy").asText()).isEqualTo("Forbid");
  }

  @ParameterizedTest
  @CsvSource({
    "application.yaml,sparkapplications.yaml",
    "scheduled.yaml,scheduledsparkapplications.yaml"
  })
  @EnabledIfSystemProperty(named = CRDS, matches = ".+")
  @DisplayName(
      "every field is one of the operator's, of its type, and none that it wants is missing")
  void asTheOperatorDefinesThem(String file, String definition) throws Exception {
    Path crd = Path.of(System.getProperty(CRDS), "sparkoperator.k8s.io_" + definition);
    JsonNode schema = yaml(crd).at("/spec/versions/0/schema/openAPIV3Schema");
    assertThat(CrdSchema.differences(read(file), schema)).isEmpty();
    JsonNode wrong = read(file);
    ((ObjectNode) wrong.path("spec")).put("timeToLive", 1).put("suspend", "no");
    assertThat(CrdSchema.differences(wrong, schema))
        .containsExactlyInAnyOrder(
            "/spec/timeToLive is unknown", "/spec/suspend is not of type boolean");
  }
}
