/** The page, its plots, its raw data. */
@NullMarked
package io.vipgate.bench.report;

import org.jspecify.annotations.NullMarked;
