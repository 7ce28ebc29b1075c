package io.vipgate.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the kernel's own replies; needs root or a ping socket, as the CI has. */
class IcmpEchoTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void eachRequestHasItsReply(String address) throws Exception {
    InetAddress target = literal(address);
    CountDownLatch replies = new CountDownLatch(10);
    try (IcmpEcho echo = new IcmpEcho()) {
      for (int i = 0; i < 10; i++) {
        echo.request(target, replies::countDown);
      }
      assertThat(replies.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void saysWhereThereIsNoWay() throws Exception {
    InetAddress broadcast = literal("255.255.255.255");
    try (IcmpEcho echo = new IcmpEcho()) {
      assertThatThrownBy(() -> echo.request(broadcast, () -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("255.255.255.255");
    }
  }

  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
