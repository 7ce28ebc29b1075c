/** Who is measured: vipgate, HAProxy, nginx, keepalived, and no proxy at all. */
@NullMarked
package io.vipgate.bench.contender;

import org.jspecify.annotations.NullMarked;
