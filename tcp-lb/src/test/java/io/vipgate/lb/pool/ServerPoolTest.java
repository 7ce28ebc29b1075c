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
import java.util.Map;
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
    assertThat(pool.snapshot().rotation()).containsExactly(List.of(A, B, C));
    assertThat(pool.snapshot().states()).containsEntry(A, UNKNOWN);
  }

  @Test
  void aServerIsFoundByItsName() {
    assertThat(pool.snapshot().named("b")).isEqualTo(B);
    assertThat(pool.snapshot().named("d")).isNull();
  }

  @Test
  void verdictsMoveServersOutOfRotation() {
    assertThat(pool.setState("a", DOWN)).isEqualTo(UNKNOWN);
    pool.setState("b", NOT_READY);
    pool.setState("c", READY);
    assertThat(pool.snapshot().rotation()).containsExactly(List.of(C));
    assertThat(pool.snapshot().lastResorts()).containsExactly(List.of(B), List.of(A));
    assertThat(pool.setState("a", READY)).isEqualTo(DOWN);
    assertThat(pool.snapshot().rotation()).containsExactly(List.of(A, C));
  }

  @Test
  void aServerInMaintenanceIsNotEvenALastResort() {
    pool.setState("a", MAINT);
    pool.setState("b", DOWN);
    pool.setState("c", DOWN);
    assertThat(pool.snapshot().isNobodyUsable()).isTrue();
    assertThat(pool.snapshot().lastResorts()).containsExactly(List.of(), List.of(B, C));
  }

  @Test
  void weightZeroIsOutOfRotationWhateverTheChecksSay() {
    ServerPool weighted = new ServerPool(List.of(A, DRAINED));
    weighted.setState("w0", READY);
    assertThat(weighted.snapshot().rotation()).containsExactly(List.of(A));
    assertThat(weighted.snapshot().lastResorts()).containsExactly(List.of(DRAINED), List.of());
  }

  @Test
  void aSnapshotNeverChangesAndOnlyAChangeMakesANewOne() {
    PoolSnapshot before = pool.snapshot();
    pool.setState("a", UNKNOWN);
    assertThat(pool.snapshot()).isSameAs(before);
    pool.setState("a", DOWN);
    assertThat(pool.snapshot()).isNotSameAs(before);
    assertThat(before.rotation()).containsExactly(List.of(A, B, C));
  }

  @Test
  void aWeightIsChangedWhileItRunsAndItsServerKeepsItsState() {
    pool.setState("a", READY);
    pool.replace(List.of(A.withWeight(0), B, C));
    assertThat(pool.snapshot().rotation()).containsExactly(List.of(B, C));
    assertThat(pool.snapshot().lastResorts()).containsExactly(List.of(A.withWeight(0)), List.of());
    pool.replace(List.of(A.withWeight(7), B, C));
    assertThat(pool.snapshot().rotation()).containsExactly(List.of(A.withWeight(7), B, C));
    assertThat(pool.snapshot().states()).containsEntry(A.withWeight(7), READY);
  }

  @Test
  void tiersAreListedOneAfterTheOtherEvenIfNobodyIsThere() {
    Server backup = B.withOptions(ServerOptions.DEFAULT.withTier(2));
    ServerPool tiered = new ServerPool(List.of(A, backup, C));
    assertThat(tiered.snapshot().rotation())
        .containsExactly(List.of(A, C), List.of(), List.of(backup));
    tiered.setState("a", DOWN);
    tiered.setState("c", DOWN);
    assertThat(tiered.snapshot().rotation()).containsExactly(List.of(), List.of(), List.of(backup));
    assertThat(tiered.snapshot().isNobodyUsable()).isFalse();
  }

  @Test
  void aServerWhoseNameIsNotResolvedYetIsNotThereForConnections() {
    Server named = new Server("a", InetSocketAddress.createUnresolved("m1.example", 6443));
    ServerPool names = new ServerPool(List.of(named, B));
    assertThat(names.snapshot().rotation()).containsExactly(List.of(B));
    names.setState("a", DOWN);
    assertThat(names.snapshot().lastResorts()).containsExactly(List.of(), List.of());
    names.replace(List.of(named.withAddress(ADDRESS), B));
    names.setState("a", READY);
    assertThat(names.snapshot().rotation()).containsExactly(List.of(named.withAddress(ADDRESS), B));
  }

  /** With weights of 1 there is nothing to take away from: the others get more instead. */
  @Test
  void aStartingServerHasAPartOfItsWeightBesideTheOthers() {
    pool.setShare("a", 1);
    assertThat(weights()).containsExactly(1, 16, 16);
    pool.setShare("a", 8);
    assertThat(weights()).containsExactly(8, 16, 16);
    pool.replace(List.of(A, B.withWeight(256), C));
    assertThat(weights()).as("no weight above 256").containsExactly(1, 256, 1);
    pool.replace(List.of(A.withWeight(128), B.withWeight(256), C));
    assertThat(weights()).containsExactly(64, 256, 1);
    pool.setShare("a", SlowStart.FULL);
    assertThat(weights()).containsExactly(128, 256, 1);
  }

  @Test
  void aStartingServerOutOfRotationChangesNoWeight() {
    pool.setShare("a", 1);
    pool.setState("a", DOWN);
    assertThat(weights()).containsExactly(1, 1);
  }

  private List<Integer> weights() {
    return pool.snapshot().rotation().get(0).stream().map(Server::weight).toList();
  }

  @Test
  void whoStaysByNameAndAddressKeepsItsStateWhenServersAreReplaced() {
    pool.setState("a", READY);
    pool.setState("b", READY);
    pool.setState("c", READY);
    Server moved = B.withAddress(new InetSocketAddress(ADDRESS.getAddress(), 6444));
    pool.replace(List.of(DRAINED, moved, A.withWeight(3)));
    assertThat(pool.snapshot().states())
        .containsExactly(
            Map.entry(DRAINED, UNKNOWN),
            Map.entry(moved, UNKNOWN),
            Map.entry(A.withWeight(3), READY));
    assertThatThrownBy(() -> pool.replace(List.of(A, A))).hasMessageContaining("unique names");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> pool.setState("d", DOWN))
        .hasMessage("server: value: d (expected: one of [a, b, c])");
    assertThatThrownBy(() -> new ServerPool(List.of(A, A)))
        .hasMessage("servers: value: a twice (expected: unique names)");
    assertThatThrownBy(() -> new Server("a", ADDRESS, 257)).hasMessageContaining("0..256");
    assertThatThrownBy(() -> new Server("a", new InetSocketAddress(ADDRESS.getAddress(), 0)))
        .hasMessageContaining("a port");
    assertThatThrownBy(() -> A.withWeight(-1)).hasMessageContaining("0..256");
    assertThatThrownBy(() -> ServerOptions.DEFAULT.withTier(10)).hasMessageContaining("0..9");
    assertThatThrownBy(() -> ServerOptions.DEFAULT.withMaxConnections(-1))
        .hasMessage("max-connections: value: -1 (expected: 0 or above)");
    assertThatThrownBy(() -> new Server(" ", ADDRESS)).hasMessageContaining("a name");
  }

  @Test
  void whoStaysKeepsItsStateWhateverElseOfItChanges() {
    pool.setState("a", READY);
    pool.setState("b", DOWN);
    pool.setState("c", DOWN);
    Server heavier = new Server("a", ADDRESS, 7);
    Server moved = new Server("b", new InetSocketAddress(ADDRESS.getAddress(), 6444));
    Server added = new Server("d", ADDRESS);
    pool.replace(List.of(added, moved, heavier));
    assertThat(pool.snapshot().states())
        .containsExactly(
            Map.entry(added, UNKNOWN), Map.entry(moved, UNKNOWN), Map.entry(heavier, READY));
    assertThatThrownBy(() -> pool.replace(List.of(A, A)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("servers: value: a twice (expected: unique names)");
  }
}
