package io.vipgate.lb.proxy;

import io.netty.channel.IoEventLoopGroup;
import io.vipgate.lb.pool.ServerPool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One proxy at work: its listening sockets and the connections that came in by them. Every method
 * may be called from any thread.
 */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Frontend {
  private Frontend() {}

  /**
   * Listens on every address of the configuration, on each loop of the group (SO_REUSEPORT where
   * there are several), or on none.
   *
   * <p>An address need not be on this machine (IP_FREEBIND), and connections that linger in
   * TIME_WAIT do not hinder (SO_REUSEADDR).
   *
   * @param loops event loops of epoll, made with {@code EpollIoHandler.newFactory()}
   */
  public static StartResult start(FrontendConfig config, ServerPool pool, IoEventLoopGroup loops) {
    throw new UnsupportedOperationException();
  }

  public FrontendConfig config() {
    throw new UnsupportedOperationException();
  }

  /** Where it listens, in the order of the configuration, with the port that 0 became. */
  public List<InetSocketAddress> addresses() {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes a dead server's connections away from it at once: those that it has not answered yet move
   * to another server where that is safe, the others are reset on both legs.
   *
   * @return how many connections were reset, once they are
   */
  public CompletionStage<Integer> resetServer(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Resets every connection that was accepted on a local address, both legs, with RST: before a VIP
   * leaves, so that its clients need not find out by a timeout.
   *
   * @return how many connections were reset, once the RSTs are handed to the kernel
   */
  public CompletionStage<Integer> resetLocal(InetAddress local) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops listening, and ends what is left as asked.
   *
   * @return completes when the last descriptor of this frontend is closed
   */
  public CompletionStage<Void> close(Remaining remaining) {
    throw new UnsupportedOperationException();
  }

  public FrontendStats stats() {
    throw new UnsupportedOperationException();
  }
}
