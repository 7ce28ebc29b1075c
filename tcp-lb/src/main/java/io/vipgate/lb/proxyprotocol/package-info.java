/**
 * The PROXY protocol (proxy-protocol.txt of HAProxy, versions 1 and 2): a header before the first
 * byte of a TCP connection that says who the client of the one before is. Pure codecs.
 */
@NullMarked
package io.vipgate.lb.proxyprotocol;

import org.jspecify.annotations.NullMarked;
