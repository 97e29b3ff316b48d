package io.seriescast.error;

/**
 * A failure that the user can mend. The message says who failed, what was expected, what was found,
 * where, and what to do; it is printed without a stack trace unless {@code --debug} is given. Any
 * other exception is a bug of ours.
 */
public final class PipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;

  public PipelineException(ErrorKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public PipelineException(ErrorKind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public static PipelineException configuration(String format, Object... args) {
    return new PipelineException(ErrorKind.CONFIGURATION, format.formatted(args));
  }

  public static PipelineException data(String format, Object... args) {
    return new PipelineException(ErrorKind.DATA, format.formatted(args));
  }

  public static PipelineException training(String format, Object... args) {
    return new PipelineException(ErrorKind.TRAINING, format.formatted(args));
  }

  public static PipelineException conflict(String format, Object... args) {
    return new PipelineException(ErrorKind.CONFLICT, format.formatted(args));
  }

  public ErrorKind kind() {
    return kind;
  }
}
