package io.vipgate.lab.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runs of {@code bin/soak}, as short as they still mean something. */
@Timeout(120)
class EnduranceTest {
  @TempDir private Path directory;

  @Test
  void idleConnectionsOutliveChangesOfThePool() throws Exception {
    assertThat(new Endurance(directory).idle(500, 5)).contains("500 connections", "0 others");
  }

  @Test
  void reloadsUnderLoadLoseNoConnection() throws Exception {
    assertThat(new Endurance(directory).reload(5, 4)).contains("0 refused, 0 cut", "0 lost");
  }

  @Test
  void aStormOfConnectsIsAnsweredWhole() throws Exception {
    assertThat(new Endurance(directory).storm(1000, 1)).contains("0 refused, 0 cut");
  }

  @Test
  void whatIsTransferredIsWholeToTheByte() throws Exception {
    assertThat(new Endurance(directory).transfer(64, 1)).contains("all checksums agree");
  }

  @Test
  void anUpgradeUnderLoadRefusesAndCutsNobody() throws Exception {
    assertThat(new Endurance(directory).upgrade(1, 4)).contains("0 refused, 0 cut", "0 lost");
  }

  @Test
  void restartsUnderLoadRefuseNoConnect() throws Exception {
    assertThat(new Endurance(directory).restart(2, 4)).contains("0 refused");
  }
}
