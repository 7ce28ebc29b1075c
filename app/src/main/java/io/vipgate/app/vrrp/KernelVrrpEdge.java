package io.vipgate.app.vrrp;

import io.vipgate.app.config.VirtualAddress;
import io.vipgate.app.config.VrrpConfig;
import io.vipgate.vrrp.packet.Advertisement;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One instance's hands on the kernel, for as long as its interface is usable. */
final class KernelVrrpEdge implements VrrpEdge {
  private final VrrpConfig config;
  private final VrrpCounters counters;
  private final HeldAddresses held;
  private final Function<InetAddress, CompletionStage<Integer>> resetter;
  private final Runnable goodbye;
  private final AdvertSender adverts;

  /**
   * @param resetter resets what clients hold on an address, and says how much that was
   * @param goodbye tells those who watch this process that the addresses are free
   */
  KernelVrrpEdge(
      VrrpPort port,
      InetAddress source,
      VrrpConfig config,
      VrrpCounters counters,
      HeldAddresses held,
      Function<InetAddress, CompletionStage<Integer>> resetter,
      Runnable goodbye) {
    this.held = held;
    this.config = config;
    this.counters = counters;
    this.resetter = resetter;
    this.goodbye = goodbye;
    this.adverts = new AdvertSender(port, source, config, counters);
  }

  @Override
  public void send(Advertisement advertisement) throws IOException {
    adverts.send(advertisement);
  }

  @Override
  public void install(int leaseSeconds) throws IOException {
    held.install(leaseSeconds);
  }

  @Override
  public void remove() throws IOException {
    held.remove();
  }

  @Override
  public void release() throws IOException {
    held.remove();
    goodbye.run();
  }

  @Override
  public void probe() throws IOException {
    held.probe();
  }

  @Override
  public void announce(int copies) throws IOException {
    held.announce(copies);
    counters.events().add(VrrpCounters.Occurrence.ANNOUNCEMENT);
  }

  @Override
  public CompletionStage<Integer> resetConnections() {
    List<CompletableFuture<Integer>> resets = new ArrayList<>();
    for (VirtualAddress address : config.held()) {
      resets.add(resetter.apply(address.address()).toCompletableFuture());
    }
    return CompletableFuture.allOf(resets.toArray(CompletableFuture[]::new))
        .thenApply(done -> resets.stream().mapToInt(CompletableFuture::join).sum());
  }
}
