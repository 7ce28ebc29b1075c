package io.vipgate.lb.pool;

import static io.vipgate.lb.pool.ServerState.DOWN;
import static io.vipgate.lb.pool.ServerState.MAINT;
import static io.vipgate.lb.pool.ServerState.NOT_READY;
import static io.vipgate.lb.pool.ServerState.READY;
import static io.vipgate.lb.pool.ServerState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerPoolTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 6443);
  private static final Server A = new Server("a", ADDRESS);
  private static final Server B = new Server("b", ADDRESS);
  private static final Server C = new Server("c", ADDRESS);
  private static final Server DRAINED = new Server("w0", ADDRESS, 0);

  private final ServerPool pool = new ServerPool(List.of(A, B, C));

  @Test
  void beforeTheFirstVerdictAllAreUsable() {
    assertThat(pool.snapshot().usable()).containsExactly(A, B, C);
    assertThat(pool.snapshot().states()).containsEntry(A, UNKNOWN);
  }

  @Test
  void verdictsMoveServersOutOfRotation() {
    assertThat(pool.setState("a", DOWN)).isEqualTo(UNKNOWN);
    pool.setState("b", NOT_READY);
    pool.setState("c", READY);
    assertThat(pool.snapshot().usable()).containsExactly(C);
    assertThat(pool.snapshot().lastResorts()).containsExactly(List.of(B), List.of(A));
    assertThat(pool.setState("a", READY)).isEqualTo(DOWN);
    assertThat(pool.snapshot().usable()).containsExactly(A, C);
  }

  @Test
  void aServerInMaintenanceIsNotEvenALastResort() {
    pool.setState("a", MAINT);
    pool.setState("b", DOWN);
    pool.setState("c", DOWN);
    assertThat(pool.snapshot().usable()).isEmpty();
    assertThat(pool.snapshot().lastResorts()).containsExactly(List.of(), List.of(B, C));
  }

  @Test
  void weightZeroIsOutOfRotationWhateverTheChecksSay() {
    ServerPool weighted = new ServerPool(List.of(A, DRAINED));
    weighted.setState("w0", READY);
    assertThat(weighted.snapshot().usable()).containsExactly(A);
    assertThat(weighted.snapshot().lastResorts()).containsExactly(List.of(DRAINED), List.of());
  }

  @Test
  void aSnapshotNeverChangesAndOnlyAChangeMakesANewOne() {
    PoolSnapshot before = pool.snapshot();
    pool.setState("a", UNKNOWN);
    assertThat(pool.snapshot()).isSameAs(before);
    pool.setState("a", DOWN);
    assertThat(pool.snapshot()).isNotSameAs(before);
    assertThat(before.usable()).containsExactly(A, B, C);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> pool.setState("d", DOWN))
        .hasMessage("server: value: d (expected: one of [a, b, c])");
    assertThatThrownBy(() -> new ServerPool(List.of(A, A)))
        .hasMessage("servers: value: a twice (expected: unique names)");
    assertThatThrownBy(() -> new Server("a", ADDRESS, 257)).hasMessageContaining("0..256");
    assertThatThrownBy(() -> new Server("a", InetSocketAddress.createUnresolved("x", 1)))
        .hasMessageContaining("resolved");
    assertThatThrownBy(() -> new Server(" ", ADDRESS)).hasMessageContaining("a name");
  }
}
