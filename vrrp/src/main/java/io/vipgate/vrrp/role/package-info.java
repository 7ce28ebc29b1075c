/**
 * What a virtual router is to be, before the election: its priority and its faults, from what it
 * tracks and what operators want ({@link io.vipgate.vrrp.role.Ranking}), and what the members of a
 * sync group demand of each other ({@link io.vipgate.vrrp.role.SyncGroup}). Pure, as the virtual
 * router is.
 */
@NullMarked
package io.vipgate.vrrp.role;

import org.jspecify.annotations.NullMarked;
