package io.seriescast.report;

import io.seriescast.report.ReportContent.Loss;
import io.seriescast.report.ReportContent.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** The loss against the epochs, training and validation, on a log scale. */
final class TrainingSection {
  private final ReportContent content;
  private final Styles styles;

  TrainingSection(ReportContent content) {
    this.content = content;
    this.styles = new Styles(content);
  }

  String html() {
    if (content.losses().isEmpty()) {
      return "<p>No network was trained in this run.</p>\n";
    }
    List<Model> trained = content.models().stream().filter(m -> !losses(m).isEmpty()).toList();
    StringBuilder out = new StringBuilder();
    for (Model model : trained) {
      out.append("<p>").append(sentence(model)).append("</p>\n");
    }
    if (trained.stream().anyMatch(m -> losses(m).size() > 1)) {
      out.append(figure(trained));
    }
    return out.toString();
  }

  private String figure(List<Model> trained) {
    List<Figures.Key> legend = new ArrayList<>();
    for (Model model : trained) {
      String name = trained.size() == 1 ? "" : Html.escape(model.name()) + ", ";
      legend.add(new Figures.Key(styles.of(model.name()), name + "training"));
      if (hasValidation(model)) {
        legend.add(new Figures.Key("dashed " + styles.of(model.name()), name + "validation"));
      }
    }
    return Figures.wide(
        "Loss against epochs on a log scale, " + trained.size() + " networks",
        legend,
        "<span class=\"quiet\">Loss (scaled units, log scale) by epoch</span>",
        width -> draw(trained, width));
  }

  private String draw(List<Model> trained, int width) {
    double[] all =
        content.losses().stream()
            .flatMapToDouble(l -> DoubleStream.of(l.train(), l.validation()))
            .toArray();
    int last = content.losses().stream().mapToInt(Loss::epoch).max().orElse(1);
    int first = content.losses().stream().mapToInt(Loss::epoch).min().orElse(1);
    Axis x = Axis.whole(first, last, width == Figures.WIDE ? 10 : 5);
    Plot plot = new Plot(x, Axis.log(all), width, 280);
    boolean labels = width == Figures.WIDE;
    if (labels) {
      plot.labelsOf(
          trained.size() == 1
              ? "validation".length()
              : trained.stream().mapToInt(m -> Math.min(24, m.name().length())).max().orElse(0));
    }
    for (int i = trained.size() - 1; i >= 0; i--) {
      List<Loss> losses = losses(trained.get(i));
      String style = styles.of(trained.get(i).name());
      double[] epochs = losses.stream().mapToDouble(Loss::epoch).toArray();
      plot.line(epochs, losses.stream().mapToDouble(Loss::train).toArray(), style);
      plot.line(epochs, losses.stream().mapToDouble(Loss::validation).toArray(), "dashed " + style);
      Loss end = losses.get(losses.size() - 1);
      if (labels && trained.size() == 1) {
        plot.endLabel(end.train(), "training", style);
        plot.endLabel(end.validation(), "validation", style);
      } else if (labels) {
        plot.endLabel(
            Double.isFinite(end.validation()) ? end.validation() : end.train(),
            ScoreSection.shortened(trained.get(i).name()),
            style);
      }
    }
    return plot.svg(Figures.kind(width));
  }

  private String sentence(Model model) {
    List<Loss> losses = losses(model);
    Loss last = losses.get(losses.size() - 1);
    StringBuilder out = new StringBuilder("<b>%s</b>".formatted(Html.escape(model.name())));
    if (model.parameters() != null) {
      out.append(", %s,".formatted(Numbers.count(model.parameters(), "parameter", "parameters")));
    }
    // The epochs shown may be thinned out; the last one is always there.
    out.append(" was trained for %s".formatted(Numbers.count(last.epoch(), "epoch", "epochs")));
    if (model.seconds() != null) {
      out.append(" in ").append(Numbers.seconds(model.seconds()));
    }
    out.append("; final training loss %s".formatted(Numbers.value(last.train())));
    if (!hasValidation(model)) {
      return out.append(", no validation part.").toString();
    }
    Loss best =
        losses.stream()
            .filter(l -> Double.isFinite(l.validation()))
            .min(Comparator.comparingDouble(Loss::validation))
            .orElse(last);
    return out.append(
            ", validation loss %s (lowest %s at epoch %s)."
                .formatted(
                    Numbers.value(last.validation()),
                    Numbers.value(best.validation()),
                    Numbers.count((long) best.epoch())))
        .toString();
  }

  private boolean hasValidation(Model model) {
    return losses(model).stream().anyMatch(l -> Double.isFinite(l.validation()));
  }

  private List<Loss> losses(Model model) {
    return content.losses().stream().filter(l -> l.model().equals(model.name())).toList();
  }
}
