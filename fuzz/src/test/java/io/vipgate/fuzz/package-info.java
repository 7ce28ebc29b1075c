/**
 * Coverage-guided fuzzing (Jazzer) of what reads bytes that others wrote. Each target states what
 * holds for any bytes; the corpus of inputs that once reached new code is in {@code
 * src/test/resources/corpus}, and each test run goes through all of it.
 */
@NullMarked
package io.vipgate.fuzz;

import org.jspecify.annotations.NullMarked;
