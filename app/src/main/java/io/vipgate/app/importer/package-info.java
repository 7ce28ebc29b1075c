/**
 * From keepalived's and HAProxy's files to ours: pure functions of the files' texts. Every line of
 * the input ends in a {@link io.vipgate.app.importer.Finding}.
 */
@NullMarked
package io.vipgate.app.importer;

import org.jspecify.annotations.NullMarked;
