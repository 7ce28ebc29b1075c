/**
 * The configuration: one HOCON file in, immutable records or every problem at once out. Everything
 * here is a pure function of the file's text; nothing looks at the host or at the network.
 */
@NullMarked
package io.vipgate.app.config;

import org.jspecify.annotations.NullMarked;
