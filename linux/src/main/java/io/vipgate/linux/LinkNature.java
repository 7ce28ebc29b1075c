package io.vipgate.linux;

/**
 * What an interface is made of.
 *
 * @param kind of a virtual one, such as {@code macvlan}; empty for hardware
 * @param parentIndex the ifindex of the interface below it; 0 if there is none
 * @param arpIgnore its own sysctl net.ipv4.conf.*.arp_ignore; that of {@code all} counts as well,
 *     the greater of them
 * @param arpAnnounce its own sysctl net.ipv4.conf.*.arp_announce, to which the same applies
 */
public record LinkNature(String kind, int parentIndex, int arpIgnore, int arpAnnounce) {}
