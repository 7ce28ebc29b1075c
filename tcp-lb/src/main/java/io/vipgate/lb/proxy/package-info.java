/**
 * Listeners, connections and the relay of their bytes, on Netty's event loop but without channels
 * or pipelines: every descriptor is an {@code EpollIoHandle} of our own, registered once.
 *
 * <p>Everything that is not public belongs to one event loop thread and takes no lock; what other
 * threads may see are the pool's immutable snapshots and counters with a single writer.
 */
@NullMarked
package io.vipgate.lb.proxy;

import org.jspecify.annotations.NullMarked;
