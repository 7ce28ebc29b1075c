/**
 * VRRP on the wire: what an advertisement says, how it is written, and which received packets are
 * believed.
 *
 * <p>Receiving has two pure layers. {@link io.vipgate.vrrp.packet.AdvertisementCodec} decides
 * whether a packet is a valid advertisement at all; {@link io.vipgate.vrrp.packet.PeerAgreement}
 * decides whether a valid one agrees with the configuration of one virtual router. Both answer with
 * a {@link io.vipgate.vrrp.packet.Received} value, never with an exception.
 */
@NullMarked
package io.vipgate.vrrp.packet;

import org.jspecify.annotations.NullMarked;
