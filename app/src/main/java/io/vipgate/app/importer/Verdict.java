package io.vipgate.app.importer;

/** The fate of a keyword, wherever it stands. */
record Verdict(Fate fate, String says) {}
