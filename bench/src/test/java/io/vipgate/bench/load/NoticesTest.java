package io.vipgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final Notices notices = new Notices(0);

  @Test
  void theOutageIsTheLongestTimeWithoutAnAnswerAlsoIfItStillLasts() {
    ask(0).received(ms(2), 1);
    ask(2).received(ms(40), 2);
    ask(40).received(ms(42), 3);

    assertThat(notices.outageNs(ms(43))).isEqualTo(ms(38));
    assertThat(notices.outageNs(ms(100))).isEqualTo(ms(58));
  }

  @Test
  void whatFailsOrIsLateIsTroubleAtTheTimeOfItsRequest() {
    ask(10).ended(ms(11));
    assertThat(notices.troubleNs()).isEqualTo(ms(10));
    ask(20).received(ms(20) + Notices.LATE_NS, 1);
    assertThat(notices.troubleNs()).as("in time").isEqualTo(ms(10));
    ask(30).received(ms(31) + Notices.LATE_NS, 1);
    assertThat(notices.troubleNs()).isEqualTo(ms(30));
  }

  @Test
  void whatIsUnderWayForTooLongIsTroubleAndFailsInTheEnd() {
    RequestProbe stuck = ask(50);
    notices.tick(ms(51) + Notices.LATE_NS);
    assertThat(notices.troubleNs()).isEqualTo(ms(50));
    assertThat(stuck.isDecided()).isFalse();

    notices.tick(ms(51) + Notices.PATIENCE_NS);
    assertThat(stuck.isDecided()).isTrue();
    assertThat(notices.failed(0, 0)).isEqualTo(1);
    assertThat(notices.underWay()).isZero();
  }

  @Test
  void atTheEndWhatIsLateHasFailed() {
    ask(0);
    ask(900);

    assertThat(notices.failed(ms(1100), ms(1000))).isEqualTo(1);
  }

  @Test
  void aServerServesIfItDidLately() {
    ask(10).received(ms(11), 1);
    ask(12).received(ms(13), 2);
    assertThat(notices.servers(ms(100), ms(14))).isEqualTo(2);
    ask(14).received(ms(15), 3);
    assertThat(notices.servers(ms(100), ms(16))).isEqualTo(3);
    assertThat(notices.servers(ms(100), ms(112))).isEqualTo(2);
  }

  @Test
  void countsAnewFromTheStrikeOn() {
    ask(0).ended(ms(1));
    ask(2);
    notices.restart();

    assertThat(notices.asked()).as("the one under way").isEqualTo(1);
    assertThat(notices.served()).isZero();
    assertThat(notices.failed(ms(3), ms(100))).isZero();
  }

  private RequestProbe ask(long atMs) {
    return new RequestProbe(notices, ms(atMs));
  }

  private static long ms(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }
}
