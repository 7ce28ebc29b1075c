package io.vipgate.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vipgate.app.config.NotifyConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.notify.RoleNews.Kind;
import io.vipgate.app.notify.RoleNews.Role;
import io.vipgate.app.reload.Prepared;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NotificationsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final RoleNews MASTER = new RoleNews(Kind.INSTANCE, "a", Role.MASTER, 100);
  private static final RoleNews FAULT = new RoleNews(Kind.GROUP, "edge", Role.FAULT, 0);

  @TempDir private Path directory;

  private final Journal journal =
      new Journal(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

  @Test
  void aCommandGetsKeepalivedsArgumentsInOrder() throws IOException {
    Path heard = directory.resolve("heard");
    List<String> command =
        List.of("/bin/sh", "-c", "echo \"$@\" >> " + heard, "hook", "configured");
    try (Notifications notifications = notifications(command, null, null)) {
      notifications.tell(MASTER);
      notifications.tell(FAULT);
    }
    assertThat(Files.readAllLines(heard))
        .containsExactly("configured INSTANCE a MASTER 100", "configured GROUP edge FAULT 0");
  }

  @Test
  void aPipeIsMadeAndLinesWaitForAReader() throws IOException, InterruptedException {
    Path fifo = directory.resolve("fifo");
    try (Notifications notifications = notifications(List.of(), fifo, null)) {
      notifications.tell(MASTER);
      notifications.tell(FAULT);
      while (Files.notExists(fifo)) {
        Thread.onSpinWait();
      }
      try (BufferedReader reader = Files.newBufferedReader(fifo, StandardCharsets.UTF_8)) {
        assertThat(reader.readLine()).isEqualTo("INSTANCE \"a\" MASTER 100");
        assertThat(reader.readLine()).isEqualTo("GROUP \"edge\" FAULT 0");
      }
    }
  }

  @Test
  void aPipeHearsOfThePriorityAloneIfItIsTo() throws IOException {
    RoleNews higher = new RoleNews(Kind.INSTANCE, "a", Role.MASTER_PRIORITY, 120);
    Path heard = directory.resolve("heard");
    Path fifo = directory.resolve("fifo");
    NotifyConfig quiet = new NotifyConfig(appendTo(heard), null, LIMIT, fifo, false, null);
    NotifyConfig chatty = new NotifyConfig(appendTo(heard), null, LIMIT, fifo, true, null);
    try (Notifications notifications = new Notifications(quiet, journal)) {
      notifications.tell(higher);
      notifications.tell(MASTER);
      while (Files.notExists(fifo)) {
        Thread.onSpinWait();
      }
      try (BufferedReader reader = Files.newBufferedReader(fifo, StandardCharsets.UTF_8)) {
        assertThat(reader.readLine()).isEqualTo("INSTANCE \"a\" MASTER 100");
        Prepared prepared = notifications.prepare(chatty);
        prepared.commit();
        notifications.tell(higher);
        assertThat(reader.readLine()).isEqualTo("INSTANCE \"a\" MASTER_PRIORITY 120");
        prepared.settle();
      }
    }
    assertThat(Files.readAllLines(heard)).containsExactly("INSTANCE a MASTER 100");
  }

  @Test
  void aFileIsNoPipe() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> new Fifo(file).receive(MASTER))
        .hasMessageContaining("(expected: a named pipe, not a file)");
  }

  @Test
  void aWebhookGetsTheJournal() throws IOException, InterruptedException {
    BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/hook",
        exchange -> {
          posted.add(
              exchange.getRequestMethod()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    try (Notifications notifications = notifications(List.of(), null, uri)) {
      notifications.tell(MASTER); // Not for the webhook, which hears of it from the journal.
      journal.record("vrrp/a", "BACKUP", "MASTER", new JournalCause("no_master", "alone"), "e");
      assertThat(posted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(
              "POST {\"cause\":\"alone\",\"code\":\"no_master\",\"evidence\":\"e\","
                  + "\"from\":\"BACKUP\",\"subject\":\"vrrp/a\","
                  + "\"time\":\"2026-01-02T03:04:05Z\",\"to\":\"MASTER\"}");
    } finally {
      server.stop(0);
    }
    assertThat(posted).isEmpty();
  }

  @Test
  void nobodyWaitsForASlowReceiver() {
    CountDownLatch never = new CountDownLatch(1);
    Courier<Integer> courier = new Courier<>("slow", news -> never.await());
    for (int i = 0; i < 1_100; i++) {
      courier.offer(i);
    }
    assertThat(courier.dropped()).isBetween(99L, 100L);
    courier.close();
  }

  @Test
  void aFailureIsNotTheEnd() {
    BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
    try (Courier<Integer> courier =
        new Courier<>(
            "moody",
            news -> {
              heard.add(news);
              throw new IOException("no");
            })) {
      courier.offer(1);
      courier.offer(2);
    }
    assertThat(heard).containsExactly(1, 2);
  }

  @Test
  void commandsThatHangOrFailAreNamed() {
    assertThatThrownBy(() -> new Hook(List.of("/bin/false"), LIMIT).receive(MASTER))
        .hasMessage("/bin/false: exit status: value: 1 (expected: 0)");
    Hook hanging = new Hook(List.of("/bin/sh", "-c", "sleep 4712 & wait"), Duration.ofMillis(100));
    assertThatThrownBy(() -> hanging.receive(MASTER)).hasMessageContaining("(expected: an exit)");
  }

  @Test
  void aReloadTellsOthers() throws IOException {
    Path before = directory.resolve("before");
    Path after = directory.resolve("after");
    try (Notifications notifications = notifications(appendTo(before), null, null)) {
      notifications.tell(MASTER);
      Prepared abandoned = notifications.prepare(config(appendTo(after), null, null));
      abandoned.abandon();
      Prepared change = notifications.prepare(config(appendTo(after), null, null));
      change.commit();
      change.settle();
      notifications.tell(FAULT);
    }
    assertThat(Files.readAllLines(before)).containsExactly("INSTANCE a MASTER 100");
    assertThat(Files.readAllLines(after)).containsExactly("GROUP edge FAULT 0");
  }

  private static List<String> appendTo(Path file) {
    return List.of("/bin/sh", "-c", "echo \"$@\" >> " + file, "hook");
  }

  private Notifications notifications(
      List<String> command, @Nullable Path fifo, @Nullable URI webhook) {
    return new Notifications(config(command, fifo, webhook), journal);
  }

  private static NotifyConfig config(
      List<String> command, @Nullable Path fifo, @Nullable URI webhook) {
    return new NotifyConfig(command, null, LIMIT, fifo, false, webhook);
  }
}
