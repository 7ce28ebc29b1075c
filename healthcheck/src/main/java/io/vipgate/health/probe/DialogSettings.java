package io.vipgate.health.probe;

import org.jspecify.annotations.Nullable;

/**
 * What is sent, and what is to come back.
 *
 * @param send the first words; null: the server speaks first
 * @param expect what is to be found in the answer; null: any answer will do
 */
public record DialogSettings(@Nullable Payload send, @Nullable BytePattern expect) {
  /** Says nothing, and is content with whatever it hears. */
  public static final DialogSettings LISTEN = new DialogSettings(null, null);
}
