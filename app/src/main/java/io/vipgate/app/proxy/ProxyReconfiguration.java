package io.vipgate.app.proxy;

import io.vipgate.app.reload.Prepared;
import io.vipgate.lb.proxy.Preparation;

/**
 * Another configuration of one proxy, with all done that may fail.
 *
 * @param listeners the sockets that it will listen on
 * @param adopt goes by the configuration
 * @param watch has its servers checked as it says
 */
record ProxyReconfiguration(Preparation.Ready listeners, Runnable adopt, Runnable watch)
    implements Prepared {

  @Override
  public void commit() {
    adopt.run();
    listeners.commit();
  }

  @Override
  public void settle() {
    watch.run();
  }

  @Override
  public void abandon() {
    listeners.abandon();
  }
}
