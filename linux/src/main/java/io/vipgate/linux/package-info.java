/**
 * Every native call of vipgate, for Linux with glibc on x86_64 and aarch64.
 *
 * <p>One thread, the control loop, owns everything here: it waits in {@link
 * io.vipgate.linux.Poller#await epoll_wait(2)} and calls the channels when they are readable. Only
 * {@link io.vipgate.linux.Poller#wakeup} may be called by any thread. Nothing blocks.
 *
 * <p>Native code is loaded by the first {@code open}: a process that never opens anything here
 * never loads jnr.
 */
@NullMarked
package io.vipgate.linux;

import org.jspecify.annotations.NullMarked;
