/** A cluster in one machine: network namespaces joined by a bridge, with real processes inside. */
@NullMarked
package io.vipgate.lab;

import org.jspecify.annotations.NullMarked;
