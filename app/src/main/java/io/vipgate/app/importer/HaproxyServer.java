package io.vipgate.app.importer;

import io.vipgate.app.importer.source.SourceLine;

/** A {@code server} line: what becomes of it, and its parameters for the check. */
record HaproxyServer(ServerDraft draft, SourceLine at, ServerParams params) {
  boolean isChecked() {
    return params.has("check") && !params.has("no-check");
  }
}
