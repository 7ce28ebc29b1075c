package io.vipgate.app.journal;

/**
 * Why something changed its state.
 *
 * @param code lower case and underscores, as in the metrics; never changes once released
 * @param sentence the same for people, neither capitalised nor ended by a full stop
 */
public record JournalCause(String code, String sentence) {}
