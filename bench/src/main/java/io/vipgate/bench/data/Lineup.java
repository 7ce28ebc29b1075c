package io.vipgate.bench.data;

import io.vipgate.bench.Mode;
import io.vipgate.bench.contender.Contender;
import java.util.ArrayList;
import java.util.List;

/** Who runs in a cell. The full mode has all variants of all contenders; the quick mode has few. */
final class Lineup {
  private Lineup() {}

  static List<Contender> of(DataBed bed, DataCell cell, Mode mode) {
    List<Contender> lineup = new ArrayList<>();
    lineup.add(bed.contender("vipgate"));
    if (mode.isFull()) {
      lineup.add(bed.contender("direct"));
      lineup.addAll(bed.contenders("haproxy"));
      lineup.addAll(bed.contenders("nginx"));
      // Where nothing is bulky, large buffers have nothing to hold.
      lineup.removeIf(c -> !cell.isBulk() && c.name().endsWith("-512k"));
      return lineup;
    }
    telling(cell).forEach(name -> lineup.add(bed.contender(name)));
    return lineup;
  }

  // Large buffers and splice matter to bulk only, and of nginx there is one rival.
  private static List<String> telling(DataCell cell) {
    if (cell.isBulk()) {
      return List.of("haproxy-1t", "haproxy-1t-splice-512k");
    }
    return switch (cell) {
      case REQUEST -> List.of("haproxy-1t", "haproxy-2t", "nginx-1w", "direct");
      case WATCH -> List.of("haproxy-1t");
      default -> List.of("haproxy-1t", "haproxy-2t");
    };
  }
}
