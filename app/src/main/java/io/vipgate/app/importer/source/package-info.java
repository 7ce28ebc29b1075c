/** What the readers of keepalived's and HAProxy's files share: places, words, mistakes. */
@NullMarked
package io.vipgate.app.importer.source;

import org.jspecify.annotations.NullMarked;
