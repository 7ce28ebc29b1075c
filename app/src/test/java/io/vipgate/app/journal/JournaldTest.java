package io.vipgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournaldTest {
  private static final JournalCause LATE = new JournalCause("late", "was held up");

  @TempDir private Path directory;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private final Journal journal = new Journal(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void anEntryArrivesWithItsPartsAsFields() throws Exception {
    Path socket = directory.resolve("socket");
    Channel fake = bind(socket);
    try (Journald journald = Journald.open(socket).orElseThrow()) {
      journal.printBy(journald);
      journal.record("vrrp/apiserver", "MASTER", "BACKUP", LATE, "4 s – too late");

      assertThat(text(received.take()))
          .isEqualTo(
              """
              MESSAGE=vrrp/apiserver: MASTER -> BACKUP: was held up (4 s – too late)
              PRIORITY=6
              SYSLOG_IDENTIFIER=vipgate
              VIPGATE_SUBJECT=vrrp/apiserver
              VIPGATE_FROM=MASTER
              VIPGATE_TO=BACKUP
              VIPGATE_CAUSE=late
              VIPGATE_EVIDENCE=4 s – too late
              """);
      journal.record("vrrp/apiserver", "MASTER", "MASTER", LATE, "");
      assertThat(text(received.take())).contains("\nPRIORITY=4\n", ": stays MASTER: ");
    } finally {
      fake.close().syncUninterruptibly();
    }
  }

  @Test
  void aValueOfSeveralLinesGoesWithItsLength() {
    JournalEntry entry = new JournalEntry(Instant.EPOCH, "s", "A", "B", LATE, "é\nx");

    assertThat(text(JournaldMessage.of(entry)))
        .endsWith("VIPGATE_EVIDENCE\n\4\0\0\0\0\0\0\0é\nx\n");
  }

  @Test
  void aJournaldThatIsGoneLeavesTheEntryToTheLog() {
    JournalEntry entry = new JournalEntry(Instant.EPOCH, "s", "A", "B", LATE, "");
    try (Journald journald = Journald.open(directory.resolve("nobody")).orElseThrow()) {
      assertThat(journald.print(entry)).isFalse();
    }
    assertThat(Journald.open(directory.resolve("x".repeat(108)))).isEmpty();
  }

  @Test
  void onlyTheStreamThatSystemdGaveIsJournalds() throws IOException {
    Path file = Files.createFile(directory.resolve("stderr"));
    String itself =
        Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");

    assertThat(Journald.isOurs(itself, file)).isTrue();
    assertThat(Journald.isOurs("1:2", file)).isFalse();
    assertThat(Journald.isOurs(itself, directory.resolve("closed"))).isFalse();
    assertThat(Journald.of(Map.of())).isEmpty();
  }

  private Channel bind(Path socket) {
    return new Bootstrap()
        .group(group)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                byte[] bytes = new byte[packet.content().readableBytes()];
                packet.content().readBytes(bytes);
                received.add(bytes);
              }
            })
        .bind(new DomainSocketAddress(socket.toFile()))
        .syncUninterruptibly()
        .channel();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
