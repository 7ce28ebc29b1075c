/** What the tests of several modules need. */
@NullMarked
package io.vipgate.testing;

import org.jspecify.annotations.NullMarked;
