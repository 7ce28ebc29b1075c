package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.health.probe.Contract.Rig;
import io.vipgate.health.probe.ProbeSpec.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several checks make of one server; of one check the contract speaks. */
class CombinedProbeTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Looks looks = new Looks();
  private final List<Rig> rigs = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    looks.close();
    for (Rig rig : rigs) {
      rig.close();
    }
  }

  @Test
  void allOfIsReadyIfAllAre() throws Exception {
    assertLook(ProbeType.ALL_OF, Reason.OK, "a: HTTP 200", ready("a"), ready("b"));
  }

  @Test
  void allOfIsAsBadAsTheWorst() throws Exception {
    assertLook(
        ProbeType.ALL_OF,
        Reason.STATUS,
        "b: HTTP 500 (expected: 200-299)",
        ready("a"),
        refusing("b"),
        ready("c"));
  }

  /** A server that one check has seen alive is drained, and its connections stay. */
  @Test
  void allOfIsNotDeadWhereOneHasSeenLife() throws Exception {
    assertLook(ProbeType.ALL_OF, Reason.PART, "b: connect refused", ready("a"), dead("b"));
    assertLook(ProbeType.ALL_OF, Reason.PART, "b: connect refused", refusing("a"), dead("b"));
  }

  @Test
  void deadIfAllFindItSo() throws Exception {
    assertLook(
        ProbeType.ALL_OF, Reason.CONNECT_REFUSED, "a: connect refused", dead("a"), dead("b"));
    assertLook(
        ProbeType.ANY_OF, Reason.CONNECT_REFUSED, "a: connect refused", dead("a"), dead("b"));
  }

  @Test
  void anyOfIsReadyIfOneIs() throws Exception {
    assertLook(ProbeType.ANY_OF, Reason.OK, "b: HTTP 200", dead("a"), ready("b"), refusing("c"));
  }

  @Test
  void anyOfIsAsGoodAsTheBest() throws Exception {
    assertLook(
        ProbeType.ANY_OF,
        Reason.STATUS,
        "b: HTTP 500 (expected: 200-299)",
        dead("a"),
        refusing("b"));
  }

  @Test
  void anyOfDoesNotWaitOnceOneIsReady() throws Exception {
    ProbeResult result = look(ProbeType.ANY_OF, frozen("a"), ready("b"));
    assertThat(result.evidence()).isEqualTo("b: HTTP 200");
    assertThat(result.durationNs()).isLessThan(LONG.toNanos());
  }

  @Test
  void theCertificateIsThatOfTheMemberThatSawOne() throws Exception {
    ProbeResult result = look(ProbeType.ALL_OF, ready("a"), overTls("b"), ready("c"));
    assertThat(result.reason()).isEqualTo(Reason.OK);
    assertThat(result.certificate()).isNotNull();
  }

  private void assertLook(ProbeType type, Reason reason, String evidence, Member... members)
      throws InterruptedException {
    ProbeResult result = look(type, members);
    assertThat(result.evidence()).isEqualTo(evidence);
    assertThat(result.reason()).isEqualTo(reason);
  }

  private ProbeResult look(ProbeType type, Member... members) throws InterruptedException {
    InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return looks.look(
        new ProbeSpec(
            type, nowhere, LONG.toNanos(), ProbeSettings.DEFAULT, Arrays.asList(members)));
  }

  private Member ready(String name) {
    return member(name, Rigs.script(null, ProbeSettings.DEFAULT, Rigs.http(n -> Rigs.OK_HTTP)));
  }

  private Member refusing(String name) {
    return member(name, Rigs.script(null, ProbeSettings.DEFAULT, Rigs.http(n -> Rigs.BAD_HTTP)));
  }

  private Member dead(String name) throws IOException {
    return member(name, Rigs.nobody(ProbeSettings.DEFAULT));
  }

  private Member frozen(String name) throws IOException {
    return member(name, Rigs.frozen(ProbeSettings.DEFAULT));
  }

  private Member overTls(String name) {
    Rig rig = Rigs.script(Pki.SERVER, Rigs.TRUSTING, Rigs.http(n -> Rigs.OK_HTTP));
    rigs.add(rig);
    return new Member(name, rig.spec(ProbeType.HTTPS, LONG));
  }

  private Member member(String name, Rig rig) {
    rigs.add(rig);
    return new Member(name, rig.spec(ProbeType.HTTP, LONG));
  }
}
