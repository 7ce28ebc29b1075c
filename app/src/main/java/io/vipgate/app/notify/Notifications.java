package io.vipgate.app.notify;

import io.vipgate.app.config.NotifyConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalEntry;
import io.vipgate.app.reload.Prepared;
import io.vipgate.app.track.ScriptProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells those who want to know of changes of state, without ever waiting for them. */
public final class Notifications implements AutoCloseable {

  /**
   * @param ofPriorities those of {@code ofRoles} that hear of changes of the priority alone
   */
  private record Couriers(
      List<Courier<RoleNews>> ofRoles,
      List<Courier<RoleNews>> ofPriorities,
      List<Courier<JournalEntry>> ofEntries) {
    void close() {
      ofRoles.forEach(Courier::close);
      ofEntries.forEach(Courier::close);
    }
  }

  private NotifyConfig config;
  private volatile Couriers couriers;

  public Notifications(NotifyConfig config, Journal journal) {
    this.config = config;
    this.couriers = couriers(config);
    journal.listen(entry -> couriers.ofEntries().forEach(courier -> courier.offer(entry)));
  }

  private static Couriers couriers(NotifyConfig config) {
    List<Courier<RoleNews>> ofRoles = new ArrayList<>();
    List<Courier<RoleNews>> ofPriorities = new ArrayList<>();
    List<Courier<JournalEntry>> ofEntries = new ArrayList<>();
    if (!config.command().isEmpty()) {
      List<String> command = ScriptProcess.as(config.user(), config.command());
      ofRoles.add(new Courier<>("command", new Hook(command, config.timeout())));
    }
    Path fifo = config.fifo();
    if (fifo != null) {
      Courier<RoleNews> pipe = new Courier<>("fifo", new Fifo(fifo));
      ofRoles.add(pipe);
      if (config.priorityChanges()) {
        ofPriorities.add(pipe);
      }
    }
    URI webhook = config.webhook();
    if (webhook != null) {
      ofEntries.add(new Courier<>("webhook", new Webhook(webhook, config.timeout())));
    }
    return new Couriers(ofRoles, ofPriorities, ofEntries);
  }

  /** Passes it on; never blocks. */
  public void tell(RoleNews news) {
    Couriers all = couriers;
    (news.isOfPriority() ? all.ofPriorities() : all.ofRoles())
        .forEach(courier -> courier.offer(news));
  }

  /** Others are to be told from now on. */
  public Prepared prepare(NotifyConfig next) {
    if (next.equals(config)) {
      return Prepared.NOTHING;
    }
    Couriers fresh = couriers(next);
    return new Prepared() {
      private Couriers replaced = fresh;

      @Override
      public void commit() {
        config = next;
        replaced = couriers;
        couriers = fresh;
      }

      @Override
      public void settle() {
        replaced.close();
      }

      @Override
      public void abandon() {
        fresh.close();
      }
    };
  }

  @Override
  public void close() {
    couriers.close();
  }
}
