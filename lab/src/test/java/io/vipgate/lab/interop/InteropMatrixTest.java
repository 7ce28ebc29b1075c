package io.vipgate.lab.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.EpochTime;
import io.vipgate.lab.RequiresRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * vipgate with each peer, in each version, family and way to send, through all that a group goes
 * through. All groups go through it at the same time, and what they did is read off the wire.
 */
@RequiresRoot
class InteropMatrixTest {
  private static final Path PAGE = Path.of("../docs/reference/interoperation.md");

  private final Findings findings = new Findings();
  private final List<Cell> cells = cells();

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Setting setting : Setting.all()) {
      if (setting.impossible().isEmpty()) {
        cells.add(new Cell(setting, true, cells.size() + 1));
        cells.add(new Cell(setting, false, cells.size() + 1));
      }
    }
    return cells;
  }

  @Test
  void thePageSaysWhatWasMeasured() throws Exception {
    assertThat(cells).hasSizeGreaterThan(50);
    try (Segment segment = new Segment(cells)) {
      Wire wire = new Wire(segment, cells);
      weStartFirst(segment, wire);
      theyJoin(segment, wire);
      partition(segment, wire);
      theyStop(segment, wire);
      weStop(segment, wire);
      weJoin(segment, wire);
      weCrash(segment, wire);
      theyCrash(segment, wire);
      assertThat(findings.faults()).as(segment.logs()).isEmpty();
    }
    String page = InteroperationPage.of(Setting.all(), findings);
    if (Boolean.getBoolean("vipgate.reference.write")) {
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page);
  }

  private void weStartFirst(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.startOurs();
    Map<Cell, String> unsettled = wire.awaitMaster(cell -> true, fromNs);
    cells.forEach(
        cell -> findings.add(cell, Trial.WE_START_FIRST, unsettled.getOrDefault(cell, "")));
  }

  private void theyJoin(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.startPeers();
    Map<Cell, String> unsettled = wire.awaitMaster(Cell::weAreHigher, fromNs);
    for (Cell cell : cells) {
      if (cell.weAreHigher()) {
        findings.add(cell, Trial.WE_START_FIRST, unsettled.getOrDefault(cell, ""));
        findings.add(cell, Trial.WE_START_FIRST, wire.claims(cell, false, fromNs));
      } else {
        findings.add(cell, Trial.THEY_PREEMPT, unsettled.getOrDefault(cell, ""));
      }
    }
  }

  private void partition(Segment segment, Wire wire) {
    long partedNs = EpochTime.nowNs();
    segment.part();
    Map<Cell, String> alone = wire.awaitBothMasters(partedNs);
    long unitedNs = EpochTime.nowNs();
    segment.unite();
    Map<Cell, String> together = wire.awaitMaster(Cell::weAreHigher, unitedNs);
    for (Cell cell : cells) {
      findings.add(cell, Trial.PARTITION, alone.getOrDefault(cell, ""));
      findings.add(cell, Trial.PARTITION, together.getOrDefault(cell, ""));
    }
  }

  private void theyStop(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.stopPeers();
    Map<Cell, String> unsettled = wire.awaitMaster(cell -> true, fromNs);
    for (Cell cell : cells) {
      findings.add(cell, Trial.THEY_STOP, unsettled.getOrDefault(cell, ""));
      if (!cell.weAreHigher()) {
        findings.add(cell, Trial.THEY_STOP, wire.handOver(cell, true, fromNs));
      }
    }
  }

  private void weStop(Segment segment, Wire wire) {
    long joinedNs = EpochTime.nowNs();
    segment.startPeers();
    Map<Cell, String> joined = wire.awaitMaster(Cell::weAreHigher, joinedNs);
    long fromNs = EpochTime.nowNs();
    segment.stopOurs();
    Map<Cell, String> unsettled = wire.awaitMaster(cell -> false, fromNs);
    for (Cell cell : cells) {
      findings.add(
          cell,
          cell.weAreHigher() ? Trial.WE_STOP : Trial.THEY_PREEMPT,
          joined.getOrDefault(cell, ""));
      findings.add(cell, Trial.WE_STOP, unsettled.getOrDefault(cell, ""));
      if (cell.weAreHigher()) {
        findings.add(cell, Trial.WE_STOP, wire.handOver(cell, false, fromNs));
      }
    }
  }

  private void weJoin(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.startOurs();
    Map<Cell, String> unsettled = wire.awaitMaster(Cell::weAreHigher, fromNs);
    for (Cell cell : cells) {
      if (cell.weAreHigher()) {
        findings.add(cell, Trial.WE_PREEMPT, unsettled.getOrDefault(cell, ""));
      } else {
        findings.add(cell, Trial.THEY_START_FIRST, unsettled.getOrDefault(cell, ""));
        findings.add(cell, Trial.THEY_START_FIRST, wire.claims(cell, true, fromNs));
      }
    }
  }

  private void weCrash(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.ourProcess().kill();
    Map<Cell, String> unsettled = wire.awaitMaster(cell -> false, fromNs);
    for (Cell cell : cells) {
      findings.add(cell, Trial.WE_CRASH, unsettled.getOrDefault(cell, ""));
      if (cell.weAreHigher()) {
        findings.add(cell, Trial.WE_CRASH, wire.takeover(cell, false, fromNs));
      }
    }
    long restartedNs = EpochTime.nowNs();
    segment.startOurs();
    Map<Cell, String> back = wire.awaitMaster(Cell::weAreHigher, restartedNs);
    cells.forEach(cell -> findings.add(cell, Trial.WE_CRASH, back.getOrDefault(cell, "")));
  }

  private void theyCrash(Segment segment, Wire wire) {
    long fromNs = EpochTime.nowNs();
    segment.killPeers();
    // Their addresses stay: two nodes have them now, and only the adverts tell.
    Map<Cell, String> unsettled = wire.awaitSender(cell -> true, fromNs);
    for (Cell cell : cells) {
      findings.add(cell, Trial.THEY_CRASH, unsettled.getOrDefault(cell, ""));
      if (!cell.weAreHigher()) {
        findings.add(cell, Trial.THEY_CRASH, wire.takeover(cell, true, fromNs));
      }
    }
  }
}
