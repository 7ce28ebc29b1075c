package io.vipgate.lb.proxy;

import static io.vipgate.lb.proxy.ClientHello.Verdict.COMPLETE;
import static io.vipgate.lb.proxy.ClientHello.Verdict.EARLY_DATA;
import static io.vipgate.lb.proxy.ClientHello.Verdict.INCOMPLETE;
import static io.vipgate.lb.proxy.ClientHello.Verdict.OTHER;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
  private final byte[] hello = Hello.real();

  @Test
  void aRealOneIsComplete() {
    assertThat(hello).hasSizeGreaterThan(100);
    assertThat(inspect(hello)).isEqualTo(COMPLETE);
  }

  @Test
  void everyPrefixIsIncomplete() {
    for (int length = 1; length < hello.length; length++) {
      assertThat(ClientHello.inspect(hello, length)).as("%d bytes", length).isEqualTo(INCOMPLETE);
    }
  }

  @Test
  void anyByteMoreIsNotOurs() {
    for (int type = 0; type < 256; type++) {
      byte[] longer = Arrays.copyOf(hello, hello.length + 1);
      longer[hello.length] = (byte) type;
      assertThat(inspect(longer)).as("then %d", type).isEqualTo(OTHER);
    }
  }

  @Test
  void oneThatIsSpreadOverRecordsIsUnderstoodAndSoIsEachPrefix() {
    byte[] spread = Hello.fragmented(hello, 50);
    assertThat(spread).hasSizeGreaterThan(hello.length);
    assertThat(inspect(spread)).isEqualTo(COMPLETE);
    for (int length = 1; length < spread.length; length++) {
      assertThat(ClientHello.inspect(spread, length)).as("%d bytes", length).isEqualTo(INCOMPLETE);
    }
  }

  @Test
  void earlyDataIsSeenWhereverItIsAnnounced() {
    assertThat(inspect(Hello.withExtension(42))).isEqualTo(EARLY_DATA);
    assertThat(inspect(Hello.fragmented(Hello.withExtension(42), 33))).isEqualTo(EARLY_DATA);
    assertThat(inspect(Hello.withExtension(43_690))).isEqualTo(COMPLETE);
  }

  @Test
  void alargeOneIsComplete() {
    assertThat(inspect(Hello.padded(15_000))).isEqualTo(COMPLETE);
  }

  @Test
  void otherProtocolsAreOther() {
    assertThat(inspect("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII))).isEqualTo(OTHER);
    assertThat(inspect(new byte[] {22, 2, 0, 0, 4, 1, 0, 0, 0})).as("major 2").isEqualTo(OTHER);
    assertThat(inspect(new byte[] {22, 3, 1, 0, 4, 2, 0, 0, 0})).as("ServerHello").isEqualTo(OTHER);
    assertThat(inspect(new byte[] {23, 3, 3, 0, 1, 0})).as("application data").isEqualTo(OTHER);
  }

  @Test
  void lengthsThatDoNotAddUpAreOther() {
    byte[] wrong = hello.clone();
    int sessionIdLength = 5 + 4 + 2 + 32;
    // Random bytes would make up a length that fits once in a while.
    Arrays.fill(wrong, sessionIdLength - 32, sessionIdLength, (byte) 0xff);
    Arrays.fill(
        wrong, sessionIdLength + 1, sessionIdLength + 1 + hello[sessionIdLength], (byte) 0xff);
    assertThat(inspect(wrong)).isEqualTo(COMPLETE);
    for (int length = 0; length < 256; length++) {
      wrong[sessionIdLength] = (byte) length;
      if (length != hello[sessionIdLength]) {
        assertThat(inspect(wrong).isReplayable()).as("session id of %d", length).isFalse();
      }
    }
  }

  @Test
  void noBytesMakeItStumble() {
    Random random = new Random(5);
    int replayable = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = hello.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      replayable +=
          ClientHello.inspect(bytes, random.nextInt(bytes.length + 1)).isReplayable() ? 1 : 0;
    }
    assertThat(replayable).isPositive();
  }

  private static ClientHello.Verdict inspect(byte[] bytes) {
    return ClientHello.inspect(bytes, bytes.length);
  }
}
