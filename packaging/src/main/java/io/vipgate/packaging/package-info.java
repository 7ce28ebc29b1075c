/**
 * Makes the packages: one tree of files, with its own Java runtime, written as DEB, RPM and
 * container image. No tool but the JDK that runs this is needed, and the same sources make the same
 * bytes.
 */
@NullMarked
package io.vipgate.packaging;

import org.jspecify.annotations.NullMarked;
