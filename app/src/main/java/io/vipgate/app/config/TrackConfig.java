package io.vipgate.app.config;

import io.vipgate.vrrp.role.Weight;

/**
 * Something that a virtual router tracks ({@code vrrp.NAME.track.NAME}).
 *
 * @param name unique in its router
 * @param weight what it does to the priority
 */
public record TrackConfig(String name, Weight weight, Tracked what) {}
