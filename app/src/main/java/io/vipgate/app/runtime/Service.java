package io.vipgate.app.runtime;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vipgate.app.config.VipgateConfig;
import io.vipgate.app.journal.Journal;
import io.vipgate.app.journal.JournalCause;
import io.vipgate.app.journal.JournalFile;
import io.vipgate.app.journal.Journald;
import io.vipgate.app.log.ConnectionLogWriter;
import io.vipgate.app.notify.Notifications;
import io.vipgate.app.proxy.OrderFile;
import io.vipgate.app.proxy.ProxyInstance;
import io.vipgate.app.proxy.ProxyNode;
import io.vipgate.app.proxy.ProxyResources;
import io.vipgate.app.reload.Prepared;
import io.vipgate.app.track.Trackers;
import io.vipgate.app.upgrade.Predecessor;
import io.vipgate.app.vrrp.Kernel;
import io.vipgate.app.vrrp.PollWaiter;
import io.vipgate.app.vrrp.VrrpNode;
import io.vipgate.lb.proxy.ConnectionLimit;
import io.vipgate.lb.proxy.ListeningSockets;
import io.vipgate.lb.proxy.RelayLoops;
import io.vipgate.linux.BootClock;
import io.vipgate.linux.Descriptors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole process: what is opened, in which order it starts, and in which order it stops.
 *
 * <p>Proxies listen before VRRP starts, so that the address never leads to a closed port; and VRRP
 * stops before the proxies do, for the same reason.
 */
public final class Service implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Service.class);

  /** Longer than any clean stop; a stop that hangs must not keep the address. */
  private static final long STOP_LIMIT_S = 5;

  private static final JournalCause HANGUP = new JournalCause("sighup", "SIGHUP");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Journal journal = new Journal(Clock.systemUTC());
  private final ControlLoop loop;
  private final Thread controlThread;
  private final ConnectionLimit limit;
  private final ProxyNode proxies;
  private final @Nullable VrrpNode vrrp;
  private final Optional<SystemdNotices> manager;
  private final Optional<StoredSockets> stored;

  private final Reloader reloader;
  private final RelayThreads relayThreads;
  private final EventLoopGroup services;
  private final Endpoints endpoints;

  private volatile Duration drainTimeout;
  private volatile Path adminSocket;

  /** Another process has taken this one's place. */
  private volatile boolean relieved;

  private Service(Path file, VipgateConfig config, String version) throws IOException {
    try {
      Kernel kernel = config.vrrp().isEmpty() ? null : keep(Kernel.open());
      loop =
          new ControlLoop(
              kernel == null ? new ParkWaiter() : new PollWaiter(kernel.poller()),
              kernel == null ? System::nanoTime : BootClock::nowNs);
      relayThreads = RelayThreads.ofThisProcess();
      RelayLoops relays =
          RelayLoops.on(
              keepGroup("vipgate-relay", relayThreads.count()),
              Descriptors::resizePipe,
              relayThreads);
      limit = new ConnectionLimit(config.limits().maxConnections());
      ConnectionLogWriter connectionLog =
          keep(new ConnectionLogWriter(new FileOutputStream(FileDescriptor.out)));
      ProxyResources shared =
          new ProxyResources(relays, limit, connectionLog, loop, loop::nowNs, journal);
      Optional<Predecessor> predecessor = Predecessor.of(System.getenv());
      predecessor.ifPresent(this::keep);
      try (ListeningSockets passed =
          predecessor.isPresent()
              ? predecessor.get().sockets()
              : StoredSockets.passed(System.getenv())) {
        proxies = new ProxyNode(config.proxies(), passed, shared);
      }
      keep(proxies::stop);
      loop.add(proxies);
      Journald.of(System.getenv()).ifPresent(journald -> journal.printBy(keep(journald)));
      Notifications notifications = keep(new Notifications(config.notifying(), journal));
      vrrp =
          kernel == null
              ? null
              : new VrrpNode(
                  config.vrrp(),
                  kernel,
                  loop,
                  journal,
                  proxies::resetLocal,
                  config.lifeline(),
                  new Trackers(loop, proxies::named),
                  notifications::tell);
      config
          .state()
          .directory(System.getenv())
          .ifPresent(dir -> keep(JournalFile.keep(dir.resolve("journal.jsonl"), journal)));
      Optional<OrderFile> orders =
          config
              .state()
              .directory(System.getenv())
              .filter(dir -> config.state().keepOrders())
              .map(dir -> keep(new OrderFile(dir.resolve("orders"))));
      orders.ifPresent(kept -> proxies.restore(kept.read()));
      services = keepGroup("vipgate-http", 1);
      Views views =
          new Views(
              version,
              loop,
              journal,
              proxies,
              vrrp,
              () -> orders.ifPresent(kept -> kept.write(proxies.orders())));
      if (predecessor.isPresent()) {
        // What cannot be had twice is free from here on.
        predecessor.get().relieve();
      }
      endpoints = keep(new Endpoints(config, services, views));
      manager = SystemdNotices.of(System.getenv(), views::summary);
      manager.ifPresent(this::keep);
      reloader =
          new Reloader(
              file,
              config,
              loop,
              journal,
              List.of(
                  endpoints::prepare,
                  next -> proxies.prepare(next.proxies()),
                  this::prepareLimits,
                  this::prepareVrrp,
                  next -> notifications.prepare(next.notifying()),
                  this::prepareStored,
                  views),
              manager.<Reloader.Listener>map(told -> told).orElse(Reloader.Listener.NONE));
      drainTimeout = config.limits().drainTimeout();
      adminSocket = config.admin().socket();
      views.commands(
          reloader,
          new Upgrade(
              proxies,
              vrrp,
              journal,
              () -> adminSocket.resolveSibling(adminSocket.getFileName() + ".upgrade"),
              () -> drainTimeout,
              new Relief()));
      manager.ifPresent(loop::add);
      stored =
          manager.map(
              told ->
                  new StoredSockets(
                      told, StoredSockets.names(System.getenv()), proxies::listening));
      controlThread = new Thread(new RealtimeThread(config.control(), loop), "vipgate-control");
    } catch (IOException | RuntimeException e) {
      closeAll();
      throw e;
    }
  }

  /**
   * Opens everything: clients may connect, and wait until {@link #begin}.
   *
   * @param file where a reload finds the configuration
   * @throws IOException if something could not be opened or bound; nothing is left open then
   */
  public static Service open(Path file, VipgateConfig config, String version) throws IOException {
    return new Service(file, config, version);
  }

  /**
   * Begins to serve, and tells the service manager so; once. From then on signals may come that ask
   * for a reload or a stop.
   */
  public void begin() {
    controlThread.start();
    services.execute(relayThreads::rehearse);
    proxies.watch();
    VrrpNode node = vrrp;
    if (node != null) {
      reloader.rehearse();
      loop.execute(node::start);
      SpareMemory.giveBackWhatIsFreed(services);
    } else {
      SpareMemory.giveBackInLulls(services);
    }
    stored.ifPresent(StoredSockets::keep);
    manager.ifPresent(told -> loop.execute(() -> told.ready(loop.nowNs())));
    for (ProxyInstance proxy : proxies.instances()) {
      log.info("proxy/{}: listening on {}", proxy.config().name(), proxy.frontend().addresses());
    }
  }

  /** Brings the file's configuration into force, as SIGHUP asks for; blocks until done. */
  public void reload() {
    var unused = reloader.reload(HANGUP);
  }

  private Prepared prepareStored(VipgateConfig next) {
    return stored.isPresent() ? stored.get().prepare(next) : Prepared.NOTHING;
  }

  private Prepared prepareLimits(VipgateConfig next) {
    return new Prepared() {
      @Override
      public void commit() {
        limit.resize(next.limits().maxConnections());
        drainTimeout = next.limits().drainTimeout();
        adminSocket = next.admin().socket();
      }

      @Override
      public void abandon() {}
    };
  }

  private Prepared prepareVrrp(VipgateConfig next) throws IOException {
    VrrpNode node = vrrp;
    if (node == null && !next.vrrp().isEmpty()) {
      throw new IOException(
          "vrrp: value: added (expected: none by a reload, since this process was started without;"
              + " restart it)");
    }
    return new Prepared() {
      @Override
      public void commit() {
        if (node != null) {
          node.become(next.vrrp(), next.lifeline());
        }
      }

      @Override
      public void abandon() {}
    };
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private MultiThreadIoEventLoopGroup keepGroup(String name, int threads) {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name, true), EpollIoHandler.newFactory());
    keep(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly());
    return group;
  }

  /** Gives up the addresses, then the listeners, then everything else. Blocks until done. */
  @Override
  public void close() {
    log.info("stopping");
    if (!relieved) {
      manager.ifPresent(SystemdNotices::stopping);
      if (stored.isPresent() && stored.get().isComplete()) {
        // Who comes now waits for the next process, rather than be accepted and cut off.
        proxies.leaveListeners();
      }
      releaseAddresses();
    }
    loop.stop();
    join();
    closeAll();
    log.info("stopped");
  }

  private void releaseAddresses() {
    CountDownLatch released = new CountDownLatch(1);
    loop.execute(
        () -> {
          if (vrrp == null) {
            released.countDown();
          } else {
            vrrp.stop(released::countDown);
          }
        });
    if (!await(released)) {
      log.error("stop: value: not done in {} s (expected: addresses released)", STOP_LIMIT_S);
    }
  }

  /** What another process is given when it takes this one's place, besides the listeners. */
  private final class Relief implements Upgrade.Relief {
    @Override
    public void letGo(long successor) {
      relieved = true;
      endpoints.close();
      // A second time it would remove the successor's socket.
      opened.remove(endpoints);
      releaseAddresses();
      manager.ifPresent(told -> told.continuesIn(successor));
    }

    @Override
    public void end() {
      System.exit(0);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(STOP_LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void join() {
    try {
      controlThread.join(TimeUnit.SECONDS.toMillis(STOP_LIMIT_S));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        log.warn("stop: {}", e.toString());
      }
    }
  }
}
