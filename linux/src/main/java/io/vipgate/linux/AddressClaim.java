package io.vipgate.linux;

import java.net.InetAddress;

/**
 * Someone on the link says that an address is his.
 *
 * @param claimant where he says it is
 */
public record AddressClaim(InetAddress address, MacAddress claimant) {}
