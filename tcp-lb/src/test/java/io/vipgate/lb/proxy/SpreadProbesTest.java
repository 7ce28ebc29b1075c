package io.vipgate.lb.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.LinuxSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpreadProbesTest {

  @Test
  void connectionsAreProbedAtTimesOfTheirOwn() throws Exception {
    Random random = new Random(42);
    Set<Integer> idle = new HashSet<>();
    Set<Integer> interval = new HashSet<>();
    LinuxSocket socket = LinuxSocket.newSocketStream();
    try {
      for (int i = 0; i < 500; i++) {
        TcpOptions.DEFAULT.spreadProbes(socket, random);
        idle.add(socket.getIntOpt(TcpOptions.IPPROTO_TCP, TcpOptions.TCP_KEEPIDLE));
        interval.add(socket.getIntOpt(TcpOptions.IPPROTO_TCP, TcpOptions.TCP_KEEPINTVL));
      }
    } finally {
      socket.close();
    }
    assertThat(idle).hasSize(16).allMatch(seconds -> seconds >= 30 && seconds <= 45);
    assertThat(interval).hasSize(6).allMatch(seconds -> seconds >= 10 && seconds <= 15);
  }

  @Test
  void theLongestStaysWithinWhatTheKernelTakes() throws Exception {
    TcpOptions longest =
        new TcpOptions(Duration.ofSeconds(32767), Duration.ofSeconds(1), 3, Duration.ZERO);
    LinuxSocket socket = LinuxSocket.newSocketStream();
    try {
      longest.spreadProbes(socket, new Random(1));
      assertThat(socket.getIntOpt(TcpOptions.IPPROTO_TCP, TcpOptions.TCP_KEEPIDLE))
          .isEqualTo(32767);
      assertThat(socket.getIntOpt(TcpOptions.IPPROTO_TCP, TcpOptions.TCP_KEEPINTVL)).isEqualTo(1);
    } finally {
      socket.close();
    }
  }
}
