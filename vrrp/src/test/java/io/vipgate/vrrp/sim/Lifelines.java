package io.vipgate.vrrp.sim;

import io.vipgate.vrrp.lifeline.Happening;
import io.vipgate.vrrp.lifeline.Lifeline;
import io.vipgate.vrrp.lifeline.Order;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One host's ends of its lifelines: the calls that its process makes, and the listener and the
 * connections that its kernel keeps for the process, and ends when that dies.
 */
final class Lifelines {

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  /** What a kernel needs to tear down a process's memory before it closes its sockets. */
  private static final long MAX_TEARDOWN_NS = 10 * MS;

  /** How much longer the listener may live than the connections. */
  private static final long MAX_LISTENER_LAG_NS = 3 * MS;

  /** With much memory and thousands of descriptors, both take so many times as long. */
  private static final int MAX_BURDEN = 500;

  private static final long RETRANSMISSION_NS = 200 * MS;

  /** One connection, from the caller's first packet on. */
  private static final class Call {
    final Host from;
    final Host to;
    boolean open = true;
    long lastArrivalNs;

    Call(Host from, Host to) {
      this.from = from;
      this.to = to;
    }
  }

  private record News(Call call, Happening happening) {}

  /** What the process knows of one master. */
  private static final class Line {
    final Lifeline lifeline = new Lifeline();
    @Nullable Call call;
  }

  private final Host self;
  private final VirtualTime time;
  private final Link link;
  private final Random random;
  private final Consumer<InetAddress> onDeath;
  private final Consumer<InetAddress> onGoodbye;

  private final Map<Host, Line> lines = new LinkedHashMap<>();
  private final Queue<News> news = new ArrayDeque<>();
  private final List<Call> backlog = new ArrayList<>();
  private final List<Call> greeted = new ArrayList<>();
  private boolean listening;
  private boolean firewalled;
  private boolean withoutDescriptors;
  private int lives;

  Lifelines(
      Host self,
      VirtualTime time,
      Link link,
      Random random,
      Consumer<InetAddress> onDeath,
      Consumer<InetAddress> onGoodbye) {
    this.self = self;
    this.time = time;
    this.link = link;
    this.random = random;
    this.onDeath = onDeath;
    this.onGoodbye = onGoodbye;
  }

  /** The process listens. */
  void open() {
    lives++;
    end(Happening.ENDED);
    listening = true;
  }

  /** The process is dead, and its kernel will get round to its sockets. */
  void die() {
    int life = ++lives;
    forgetCalls();
    time.after(random.nextLong(MAX_TEARDOWN_NS) * burden(), () -> tearDown(life));
  }

  private int burden() {
    return random.nextInt(3) == 0 ? 1 + random.nextInt(MAX_BURDEN) : 1;
  }

  private void tearDown(int life) {
    if (life == lives) {
      end(Happening.ENDED);
      time.after(random.nextLong(MAX_LISTENER_LAG_NS) * burden(), () -> closeListener(life));
    }
  }

  private void closeListener(int life) {
    if (life == lives) {
      end(Happening.ENDED);
      listening = false;
    }
  }

  /** The process lives on, and has let go of the addresses. */
  void sayGoodbye() {
    greeted.forEach(call -> tell(call, Happening.PARTED));
    greeted.clear();
  }

  /** The process lives on without its sockets. */
  void part() {
    forgetCalls();
    if (self.isAlive()) {
      end(Happening.PARTED);
      listening = false;
    }
  }

  private void end(Happening last) {
    greeted.forEach(call -> tell(call, last));
    backlog.forEach(call -> tell(call, Happening.FAILED));
    greeted.clear();
    backlog.clear();
  }

  private void forgetCalls() {
    lines.values().forEach(Lifelines::hangUp);
    lines.clear();
    news.clear();
  }

  /** A firewall in front of this host resets and refuses, but lets advertisements pass. */
  void refuseByFirewall() {
    firewalled = true;
    greeted.forEach(call -> tell(call, Happening.FAILED));
    backlog.forEach(call -> tell(call, Happening.FAILED));
    greeted.clear();
    backlog.clear();
  }

  void stopRefusing() {
    firewalled = false;
  }

  /** The process can neither accept nor call. */
  void useUpDescriptors() {
    withoutDescriptors = true;
  }

  void freeDescriptors() {
    withoutDescriptors = false;
  }

  void heard(InetAddress source, long nowNs) {
    step(link.host(source), Happening.ADVERT_HEARD, nowNs);
  }

  /** What the process does in each turn of its loop, while it runs. */
  void turn(long nowNs) {
    if (!withoutDescriptors) {
      backlog.forEach(call -> tell(call, Happening.GREETED));
      greeted.addAll(backlog);
      backlog.clear();
    }
    for (News next = news.poll(); next != null && self.isRunning(); next = news.poll()) {
      if (next.call.open) {
        step(next.call.to, next.happening, nowNs);
      }
    }
  }

  void expire(long nowNs) {
    for (Host master : List.copyOf(lines.keySet())) {
      Line line = lines.get(master);
      if (line != null && line.lifeline.nextDeadlineNs() <= nowNs) {
        step(master, Happening.TIMER, nowNs);
      }
    }
  }

  long nextDeadlineNs() {
    return lines.values().stream()
        .mapToLong(line -> line.lifeline.nextDeadlineNs())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void step(Host master, Happening happening, long nowNs) {
    Line line = lines.computeIfAbsent(master, host -> new Line());
    Order order = line.lifeline.on(happening, nowNs);
    if (order == Order.NONE) {
      return;
    }
    hangUp(line);
    if (order == Order.CONNECT) {
      call(master, line);
    } else if (order == Order.REPORT_DEATH) {
      onDeath.accept(master.address());
    } else if (order == Order.REPORT_GOODBYE) {
      onGoodbye.accept(master.address());
    }
  }

  private void call(Host master, Line line) {
    Call call = new Call(self, master);
    line.call = call;
    if (withoutDescriptors) {
      news.add(new News(call, Happening.FAILED));
      time.after(1, self::poke);
    } else if (passes(call)) {
      time.after(random.nextLong(Link.MAX_DELAY_NS), () -> master.lifelines().answer(call));
    }
  }

  private static void hangUp(Line line) {
    if (line.call != null) {
      line.call.open = false;
      line.call = null;
    }
  }

  /** The kernel's answer to a call. */
  private void answer(Call call) {
    if (!self.isConnected() || !call.open) {
      return;
    }
    if (firewalled || !listening) {
      tell(call, Happening.REFUSED);
    } else if (!self.isAlive() && random.nextInt(3) == 0) {
      return; // It met a listener that is just being closed.
    } else {
      backlog.add(call);
      self.poke();
    }
  }

  private void tell(Call call, Happening happening) {
    long atNs = Math.max(call.lastArrivalNs + 1, time.nowNs() + random.nextLong(Link.MAX_DELAY_NS));
    call.lastArrivalNs = atNs;
    time.at(atNs, () -> arrive(call, happening));
  }

  /** Resets are sent once; all else is sent until it arrives. */
  private void arrive(Call call, Happening happening) {
    if (!call.open) {
      return;
    }
    if (passes(call)) {
      call.from.lifelines().receive(new News(call, happening));
    } else if (happening != Happening.FAILED && happening != Happening.REFUSED) {
      call.lastArrivalNs = Math.max(call.lastArrivalNs, time.nowNs() + RETRANSMISSION_NS);
      time.after(RETRANSMISSION_NS, () -> arrive(call, happening));
    }
  }

  private boolean passes(Call call) {
    return call.from.isConnected() && call.to.isConnected() && link.connects(call.from, call.to);
  }

  private void receive(News arrived) {
    news.add(arrived);
    self.poke();
  }
}
