/**
 * From one configuration to another while the service runs: what differs, and how that is applied
 * without touching anything else. The difference is a pure function of the two; what may fail is
 * done before anything changes.
 */
@NullMarked
package io.vipgate.app.reload;

import org.jspecify.annotations.NullMarked;
