package io.seriescast.publish;

import io.seriescast.error.PipelineException;
import io.seriescast.window.Inputs;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A trained model as a folder that is safe to read, whoever wrote it: {@code configuration.json},
 * {@code coefficients.bin}, {@code updater.bin} ({@link Floats}), and {@code inputs.json} where the
 * network has exogenous ones, under the seal {@code artifact.json}. No archive, no Java
 * serialisation; sizes are bounded before anything is read, checksums match before anything is
 * parsed, and the configuration names no class outside the packages that configurations are made
 * of.
 */
public final class ModelArtifact {
  private static final String KIND = "model";
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final String UPDATER = "updater.bin";
  private static final String INPUTS = "inputs.json";

  /** Networks of this pipeline have thousands to millions of parameters. */
  private static final long MOST_PARAMETERS = 100_000_000;

  /** Adam keeps two numbers a parameter, AMSGrad three. */
  private static final int MOST_STATE = 3;

  private static final Map<String, Long> LIMITS =
      Map.of(
          CONFIGURATION,
          4L << 20,
          INPUTS,
          4L << 20,
          COEFFICIENTS,
          Floats.bytes(MOST_PARAMETERS),
          UPDATER,
          Floats.bytes(MOST_STATE * MOST_PARAMETERS));

  /**
   * What a model takes and gives.
   *
   * @param parameters how many
   * @param context values in
   * @param horizon values out
   * @param channels values per step and series
   */
  public record Shape(long parameters, int context, int horizon, int channels) {}

  private final Shape shape;
  private final String configuration;
  private final float[] coefficients;
  private final float[] updater;
  private final Map<String, String> about;
  private final Inputs inputs;

  /**
   * @param configuration the network's, as JSON
   * @param coefficients all parameters in the network's own order
   * @param updater the optimiser's state; empty when training is not to go on from here
   * @param about texts for the reader, as the cell's name; nothing depends on them
   */
  public ModelArtifact(
      Shape shape,
      String configuration,
      float[] coefficients,
      float[] updater,
      Map<String, String> about) {
    this(shape, configuration, coefficients, updater, about, Inputs.NONE);
  }

  /**
   * @param inputs what the network is told beside the series
   */
  public ModelArtifact(
      Shape shape,
      String configuration,
      float[] coefficients,
      float[] updater,
      Map<String, String> about,
      Inputs inputs) {
    if (shape.parameters() != coefficients.length || coefficients.length > MOST_PARAMETERS) {
      throw new IllegalArgumentException(
          shape + " with " + coefficients.length + " coefficients, at most " + MOST_PARAMETERS);
    }
    this.shape = shape;
    this.configuration = configuration;
    this.coefficients = coefficients.clone();
    this.updater = updater.clone();
    this.about = Map.copyOf(about);
    this.inputs = inputs;
  }

  /** {@link Inputs#NONE} where nothing is said of any. */
  public Inputs inputs() {
    return inputs;
  }

  public Shape shape() {
    return shape;
  }

  /** The network's configuration, checked for class names: it may be parsed. */
  public String configuration() {
    return configuration;
  }

  public float[] coefficients() {
    return coefficients.clone();
  }

  /** Empty when there is none. */
  public float[] updater() {
    return updater.clone();
  }

  public Map<String, String> about() {
    return about;
  }

  /** {@code OUTPUT/runs/RUN_ID/model/NAME}. */
  public static Path folder(Run run, String name) {
    if (!RunId.isName(name)) {
      throw PipelineException.configuration(
          "'%s' is not a model's name: expected letters, digits, '.', '_' or '-'", name);
    }
    return new Path(new Path(run.root(), "model"), name);
  }

  /** Writes a model of an unpublished run: absent or whole, an earlier one is replaced. */
  public static void write(Run run, String name, ModelArtifact model) {
    run.requireWritable("model " + name);
    byte[] configuration = model.configuration.getBytes(StandardCharsets.UTF_8);
    Path folder = folder(run, name);
    ClassNames.requireAllowed(configuration, folder);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(CONFIGURATION, configuration);
    entries.put(COEFFICIENTS, Floats.encode(model.coefficients));
    if (model.updater.length > 0) {
      entries.put(UPDATER, Floats.encode(model.updater));
    }
    if (model.inputs.any()) {
      entries.put(INPUTS, Json.bytes(model.inputs));
    }
    Map<String, Long> numbers =
        Map.of(
            "parameters", model.shape.parameters(),
            "context", (long) model.shape.context(),
            "horizon", (long) model.shape.horizon(),
            "channels", (long) model.shape.channels());
    Envelope.write(
        run.output().storage(), folder, run.aside(), KIND, numbers, model.about, entries);
  }

  public static ModelArtifact read(Run run, String name) {
    return read(run.output().storage(), folder(run, name));
  }

  /**
   * Any folder that {@link #write} wrote.
   *
   * @throws PipelineException of kind TRAINING: MODEL_CORRUPT, MODEL_REFUSED, or another version
   */
  public static ModelArtifact read(Configuration conf, Path folder) {
    return read(Storage.of(conf, folder), folder);
  }

  private static ModelArtifact read(Storage storage, Path folder) {
    Envelope.Opened opened = Envelope.open(storage, folder, KIND, LIMITS);
    byte[] configuration = opened.entries().get(CONFIGURATION);
    byte[] coefficients = opened.entries().get(COEFFICIENTS);
    if (configuration == null || coefficients == null) {
      throw Envelope.corrupt(folder, "it has no " + CONFIGURATION + " or no " + COEFFICIENTS);
    }
    Envelope.Seal seal = opened.seal();
    Shape shape =
        new Shape(
            seal.number("parameters", MOST_PARAMETERS, folder),
            (int) seal.number("context", Integer.MAX_VALUE, folder),
            (int) seal.number("horizon", Integer.MAX_VALUE, folder),
            (int) seal.number("channels", Integer.MAX_VALUE, folder));
    if (coefficients.length != Floats.bytes(shape.parameters())) {
      throw Envelope.corrupt(
          folder,
          "%d bytes of coefficients for %d parameters"
              .formatted(coefficients.length, shape.parameters()));
    }
    ClassNames.requireAllowed(configuration, new Path(folder, CONFIGURATION));
    byte[] updater = opened.entries().get(UPDATER);
    byte[] inputs = opened.entries().get(INPUTS);
    Path inputsFile = new Path(folder, INPUTS);
    return new ModelArtifact(
        shape,
        new String(configuration, StandardCharsets.UTF_8),
        Floats.decode(coefficients, new Path(folder, COEFFICIENTS)),
        updater == null ? new float[0] : Floats.decode(updater, new Path(folder, UPDATER)),
        seal.about(),
        inputs == null
            ? Inputs.NONE
            : Envelope.parsed(inputsFile, () -> Json.read(inputs, Inputs.class, inputsFile)));
  }

  /**
   * Refuses a model that another configuration made.
   *
   * @param where the model's place, for the message
   * @throws PipelineException of kind TRAINING that shows both shapes
   */
  public void requireShape(Shape expected, Object where) {
    if (!shape.equals(expected)) {
      throw PipelineException.training(
          "the model %s has %s, the configuration asks for %s. Use the configuration it was trained"
              + " with, or train again",
          where, shape, expected);
    }
  }
}
