/** What is seen from outside: who held the virtual IP, and which packets were on the wire. */
@NullMarked
package io.vipgate.lab.observe;

import org.jspecify.annotations.NullMarked;
