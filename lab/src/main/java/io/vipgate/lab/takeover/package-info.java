/** Measures how long the VIP is away when its holder fails, again and again. */
@NullMarked
package io.vipgate.lab.takeover;

import org.jspecify.annotations.NullMarked;
