package io.vipgate.lb.proxy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.vipgate.lb.pool.Server;
import io.vipgate.lb.pool.ServerPool;
import java.io.IOException;
import java.util.List;

/**
 * A frontend in a process of its own: writes its port, runs until its input ends, and then writes
 * how many clients it had, how often it paused, and how many it turned away.
 */
final class FewDescriptors {
  private FewDescriptors() {}

  public static void main(String[] args) throws IOException {
    Server server = new Server("a", Proxied.at("127.0.0.1", Integer.parseInt(args[0])));
    StartResult result =
        Frontend.start(
            Proxied.config(List.of(Proxied.at("127.0.0.1", 0))),
            new ServerPool(List.of(server)),
            RelayLoops.on(
                new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()),
                PipeSizing.AS_MADE));
    Frontend frontend = ((StartResult.Started) result).frontend();
    System.out.println(frontend.addresses().get(0).getPort());
    System.in.readAllBytes();
    FrontendStats stats = frontend.stats();
    long turnedAway =
        stats.resets() + stats.refusals().values().stream().mapToLong(Long::longValue).sum();
    System.out.println(
        stats.clientsTotal()
            + " "
            + stats.acceptPauses().get(AcceptPause.NO_DESCRIPTOR)
            + " "
            + turnedAway);
    System.exit(0);
  }
}
