package io.seriescast.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What Spark, Hadoop and seriescast log meanwhile, from INFO on; the console hears nothing of it.
 */
final class CapturedLog implements AutoCloseable {
  private final List<LogEvent> events = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Level level = root.getLevel();
  private final Map<String, Appender> silent = Map.copyOf(root.getAppenders());
  private final Appender appender =
      new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          events.add(event.toImmutable());
        }
      };

  CapturedLog() {
    appender.start();
    silent.keySet().forEach(root::removeAppender);
    root.addAppender(appender, Level.INFO, null);
    root.setLevel(Level.INFO);
    context.updateLoggers();
  }

  List<LogEvent> events() {
    return List.copyOf(events);
  }

  List<String> messages() {
    return events.stream().map(event -> event.getMessage().getFormattedMessage()).toList();
  }

  /** All of it, as the layout of a logging configuration in {@code conf} writes it. */
  List<String> as(String configuration) {
    LoggerContext written = new LoggerContext(configuration);
    written.setConfigLocation(Path.of("../conf", configuration).toUri());
    written.start();
    try {
      var layout = written.getConfiguration().getAppender("console").getLayout();
      return events.stream().map(event -> layout.toSerializable(event).toString()).toList();
    } finally {
      written.stop();
    }
  }

  @Override
  public void close() {
    root.removeAppender("captured");
    silent.values().forEach(a -> root.addAppender(a, null, null));
    root.setLevel(level);
    context.updateLoggers();
  }
}
