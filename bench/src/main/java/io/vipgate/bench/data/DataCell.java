package io.vipgate.bench.data;

import io.vipgate.bench.contender.Service;
import io.vipgate.bench.load.H2load;
import io.vipgate.bench.load.Iperf;
import io.vipgate.bench.load.Load;
import io.vipgate.bench.load.Watches;
import io.vipgate.bench.load.Wrk;
import java.util.function.Function;

/** What is measured of the data path. */
enum DataCell {
  REQUEST("request", Service.HTTP, Unit.REQUEST, bed -> Wrk.requests(bed.client(), bed.http())),
  SHORT("short", Service.HTTP, Unit.REQUEST, bed -> Wrk.shortConnections(bed.client(), bed.http())),
  BULK_1_DOWN("bulk-1-down", Service.BULK, Unit.BYTE, bed -> new Iperf(bed.client(), 1, true)),
  BULK_8_DOWN("bulk-8-down", Service.BULK, Unit.BYTE, bed -> new Iperf(bed.client(), 8, true)),
  BULK_1_UP("bulk-1-up", Service.BULK, Unit.BYTE, bed -> new Iperf(bed.client(), 1, false)),
  BULK_8_UP("bulk-8-up", Service.BULK, Unit.BYTE, bed -> new Iperf(bed.client(), 8, false)),
  THREE(
      "request-3-servers",
      Service.HTTP_OF_THREE,
      Unit.REQUEST,
      bed -> Wrk.requests(bed.client(), bed.http())),
  TLS("tls-h2", Service.TLS, Unit.REQUEST, bed -> new H2load(bed.client(), bed.http())),
  WATCH("watch-200", Service.EVENTS, Unit.EVENT, bed -> new Watches(bed.client()));

  /** What is counted, and in which units its rate and its cost are shown. */
  enum Unit {
    REQUEST("req/s", 1, "us/req", 1),
    BYTE("Gbit/s", 8e-9, "ms/GB", 1e6),
    EVENT("event/s", 1, "us/event", 1);

    final String rate;
    final double rateFactor;
    final String cost;
    final double costFactor;

    Unit(String rate, double rateFactor, String cost, double costFactor) {
      this.rate = rate;
      this.rateFactor = rateFactor;
      this.cost = cost;
      this.costFactor = costFactor;
    }
  }

  private final String label;
  private final Service service;
  private final Unit unit;

  // Makes a new object of what it is given: it holds no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<DataBed, Load> load;

  DataCell(String label, Service service, Unit unit, Function<DataBed, Load> load) {
    this.label = label;
    this.service = service;
    this.unit = unit;
    this.load = load;
  }

  String label() {
    return label;
  }

  Service service() {
    return service;
  }

  Unit unit() {
    return unit;
  }

  boolean isBulk() {
    return service == Service.BULK;
  }

  Load load(DataBed bed) {
    return load.apply(bed);
  }
}
