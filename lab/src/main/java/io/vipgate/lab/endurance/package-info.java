/**
 * What must hold for long, or under many changes: idle connections, reloads and restarts under
 * load. Everything is on loopback and needs no root; each run has bounds.
 */
@NullMarked
package io.vipgate.lab.endurance;

import org.jspecify.annotations.NullMarked;
