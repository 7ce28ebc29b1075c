package io.vipgate.bench.scale;

import io.vipgate.bench.Pause;
import io.vipgate.bench.Session;
import io.vipgate.bench.load.IdleConnections;
import java.util.List;
import java.util.stream.IntStream;

/** What grows. */
enum ScaleCell {
  /** Idle connections beside those that are measured. */
  CONNECTIONS("connections", "us/req", 1, 10, 100, 1000, 4500, 8900) {
    @Override
    Cost measure(Session session, int size) {
      try (ScaleBed bed = ScaleBed.start(session, ScaleConfig.servers(ScaleBed.PORT, 1, TCP))) {
        try (IdleConnections idle =
            IdleConnections.open(bed.client(), bed.endpoint(ScaleBed.PORT), size)) {
          Cost cost = bed.costOfRequests(session);
          idle.ask();
          return cost;
        }
      }
    }
  },
  /** Servers of one proxy; the pick is part of each short connection. */
  SERVERS("servers", "us/req", 1, 1, 10, 100, 1000) {
    @Override
    Cost measure(Session session, int size) {
      try (ScaleBed bed =
          ScaleBed.start(session, ScaleConfig.servers(ScaleBed.PORT, size, SELDOM))) {
        return bed.costOfConnections(session);
      }
    }
  },
  /** Proxies. */
  PROXIES("proxies", "us/req", 1, 1, 10, 100) {
    @Override
    Cost measure(Session session, int size) {
      String text =
          IntStream.range(0, size)
              .mapToObj(i -> ScaleConfig.servers(ScaleBed.PORT + i, 3, SELDOM))
              .reduce("", String::concat);
      try (ScaleBed bed = ScaleBed.start(session, text)) {
        return bed.costOfConnections(session);
      }
    }
  },
  /** VRRP instances, all of them masters, with adverts each second. */
  INSTANCES("instances", "%", 0.01, 1, 16, 255) {
    @Override
    Cost measure(Session session, int size) {
      try (ScaleBed bed =
          ScaleBed.start(
              session,
              ScaleConfig.instances(size) + ScaleConfig.servers(ScaleBed.PORT, 1, SELDOM))) {
        bed.awaitAddresses(size);
        return bed.costOfIdleness(session);
      }
    }
  },
  /** Servers that are checked each second by HTTPS. */
  CHECKS("checks-https", "%", 0.01, 1, 10, 100) {
    @Override
    Cost measure(Session session, int size) {
      try (ScaleBed bed =
          ScaleBed.start(session, ScaleConfig.servers(ScaleBed.PORT, size, HTTPS))) {
        Pause.ms(WARM_UP_MS);
        Cost cost = bed.costOfIdleness(session);
        session.cost("scale/checks-https-" + size, "vipgate", "cpu", "%", HTTPS, cost.cpu());
        return cost;
      }
    }
  };

  static final String TCP = "{ type = tcp, interval = 10s }";
  static final String SELDOM = "{ type = tcp, interval = 1h, timeout = 5s }";
  static final String HTTPS =
      "{ type = https, path = /readyz, interval = 1s, timeout = 1s, port = 6443 }";

  /** After it, what runs often is compiled. */
  private static final long WARM_UP_MS = 10_000;

  /**
   * What one size costs.
   *
   * @param residentMib resident memory
   * @param cpu in the cell's unit
   */
  record Cost(double residentMib, double cpu) {}

  private final String label;
  private final String cpuUnit;
  private final double cpuFloor;

  // Never written.
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] sizes;

  ScaleCell(String label, String cpuUnit, double cpuFloor, int... sizes) {
    this.label = label;
    this.cpuUnit = cpuUnit;
    this.cpuFloor = cpuFloor;
    this.sizes = sizes;
  }

  abstract Cost measure(Session session, int size);

  String label() {
    return label;
  }

  String cpuUnit() {
    return cpuUnit;
  }

  double cpuFloor() {
    return cpuFloor;
  }

  /** In the quick mode only the least and the greatest. */
  List<Integer> sizes(boolean all) {
    return all ? IntStream.of(sizes).boxed().toList() : List.of(sizes[0], sizes[sizes.length - 1]);
  }
}
