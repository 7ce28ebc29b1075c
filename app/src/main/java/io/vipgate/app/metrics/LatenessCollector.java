package io.vipgate.app.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.vipgate.app.runtime.Lateness;

/** The control loop's lateness as a histogram, read when it is scraped. */
final class LatenessCollector implements Collector {
  private static final double SECOND_NS = 1e9;

  private final Lateness lateness;

  LatenessCollector(Lateness lateness) {
    this.lateness = lateness;
  }

  @Override
  public MetricSnapshot collect() {
    long[] boundsNs = Lateness.boundsNs();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < boundsNs.length; i++) {
      buckets.bucket(boundsNs[i] / SECOND_NS, lateness.count(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, lateness.count(boundsNs.length));
    return HistogramSnapshot.builder()
        .name("vipgate_control_loop_lateness_seconds")
        .help("How late the control loop met its deadlines.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(lateness.sumNs() / SECOND_NS)
                .build())
        .build();
  }
}
