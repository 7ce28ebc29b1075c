package io.vipgate.app.vrrp;

import io.vipgate.vrrp.packet.Advertisement;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Does nothing to the world, and always succeeds; tests override what they want to know of. */
class IdleEdge implements VrrpEdge {
  @Override
  public void send(Advertisement advertisement) throws IOException {}

  @Override
  public void install(int leaseSeconds) throws IOException {}

  @Override
  public void remove() {}

  @Override
  public void release() {
    remove();
  }

  @Override
  public void probe() {}

  @Override
  public void announce(int copies) {}

  @Override
  public CompletionStage<Integer> resetConnections() {
    return CompletableFuture.completedFuture(0);
  }
}
