/** Other people's daemons that run in nodes: keepalived and haproxy. */
@NullMarked
package io.vipgate.lab.tenant;

import org.jspecify.annotations.NullMarked;
