package io.vipgate.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * So many streams that stay. Until {@link #keep} those that end or hang are opened anew, one after
 * the other: it is not a connection storm that is measured.
 */
final class Streams {
  /** A stream that brings nothing for so long hangs; each has an event a second, or nearly so. */
  static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(2200);

  private static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Consumer<StreamProbe> opener;
  private final List<@Nullable StreamProbe> slots;
  private long openedNs;
  private boolean kept;
  private long keptNs;

  /** Opens none yet. */
  Streams(int count, long nowNs, Consumer<StreamProbe> opener) {
    this.opener = opener;
    this.slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(null);
    }
    this.openedNs = nowNs - PACE_NS;
  }

  /** Opens one, if one is wanting and it is time. */
  void tick(long nowNs) {
    if (kept || nowNs - openedNs < PACE_NS) {
      return;
    }
    for (int i = 0; i < slots.size(); i++) {
      StreamProbe old = slots.get(i);
      if (old == null || isLost(old, nowNs)) {
        if (old != null) {
          old.close();
        }
        StreamProbe stream = new StreamProbe(nowNs);
        slots.set(i, stream);
        openedNs = nowNs;
        opener.accept(stream);
        return;
      }
    }
  }

  private static boolean isLost(StreamProbe stream, long nowNs) {
    return stream.ageNs(nowNs) > RETRY_NS && (stream.isBroken() || stream.hangs(nowNs));
  }

  /** From now on what ends has ended. */
  void keep(long nowNs) {
    kept = true;
    keptNs = nowNs;
  }

  /** From then to the end of the last one that ended; 0 if none has. */
  long lastEndNs() {
    return slots.stream()
        .filter(stream -> stream != null && stream.isBroken())
        .mapToLong(stream -> stream.endedNs() - keptNs)
        .filter(afterNs -> afterNs > 0)
        .max()
        .orElse(0);
  }

  /** When the last one that ended since then did so; then, if none has. */
  long lastTroubleNs() {
    return keptNs + lastEndNs();
  }

  boolean allLive(long nowNs) {
    return slots.stream().allMatch(stream -> stream != null && stream.lives(nowNs));
  }

  long broken() {
    return slots.stream().filter(stream -> stream != null && stream.isBroken()).count();
  }

  long hung(long nowNs) {
    return slots.stream().filter(stream -> stream != null && stream.hangs(nowNs)).count();
  }

  void close() {
    slots.stream().filter(stream -> stream != null).forEach(StreamProbe::close);
  }
}
