/**
 * A process that takes another one's place while it runs: a new version, without refusing or
 * cutting anybody. The old one hands over its listening sockets and finishes its connections.
 */
@NullMarked
package io.vipgate.app.upgrade;

import org.jspecify.annotations.NullMarked;
