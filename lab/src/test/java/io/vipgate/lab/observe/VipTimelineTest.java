package io.vipgate.lab.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vipgate.lab.observe.VipTimeline.Change;
import io.vipgate.lab.observe.VipTimeline.Span;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VipTimelineTest {
  @Test
  void withoutChangesItIsOneSpan() {
    VipTimeline timeline = VipTimeline.of(10, 20, Set.of("m1"), List.of());

    assertThat(timeline.spans()).containsExactly(new Span(10, 20, Set.of("m1")));
    assertThat(timeline.gaps()).isEmpty();
    assertThat(timeline.overlaps()).isEmpty();
    assertThat(timeline.longestGap()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aTakeoverWithAGap() {
    VipTimeline timeline =
        VipTimeline.of(
            0, 100, Set.of("m1"), List.of(new Change(40, "m1", false), new Change(45, "m2", true)));

    assertThat(timeline.spans())
        .containsExactly(
            new Span(0, 40, Set.of("m1")),
            new Span(40, 45, Set.of()),
            new Span(45, 100, Set.of("m2")));
    assertThat(timeline.longestGap()).isEqualTo(Duration.ofNanos(5));
    assertThat(timeline.lastHolders()).containsExactly("m2");
  }

  @Test
  void aTakeoverWithAnOverlap() {
    VipTimeline timeline =
        VipTimeline.of(
            0, 100, Set.of("m1"), List.of(new Change(40, "m2", true), new Change(47, "m1", false)));

    assertThat(timeline.overlaps()).containsExactly(new Span(40, 47, Set.of("m1", "m2")));
    assertThat(timeline.longestOverlap()).isEqualTo(Duration.ofNanos(7));
    assertThat(timeline.gaps()).isEmpty();
  }

  @Test
  void renewalsAndRepeatedDeletionsAreNoChange() {
    VipTimeline timeline =
        VipTimeline.of(
            0,
            100,
            Set.of("m1"),
            List.of(
                new Change(10, "m1", true),
                new Change(20, "m1", true),
                new Change(30, "m1", false),
                new Change(40, "m1", false)));

    assertThat(timeline.spans())
        .containsExactly(new Span(0, 30, Set.of("m1")), new Span(30, 100, Set.of()));
  }

  @Test
  void changesAreOrderedAndThoseOutsideAreCutOff() {
    VipTimeline timeline =
        VipTimeline.of(
            50,
            100,
            Set.of(),
            List.of(
                new Change(100, "m1", false),
                new Change(60, "m2", true),
                new Change(49, "m1", true)));

    assertThat(timeline.spans())
        .containsExactly(new Span(50, 60, Set.of("m1")), new Span(60, 100, Set.of("m1", "m2")));
  }

  @Test
  void sinceCutsTheSpanThatIsUnderWay() {
    VipTimeline timeline =
        VipTimeline.of(0, 100, Set.of("m1"), List.of(new Change(40, "m1", false)));

    assertThat(timeline.since(30).spans())
        .containsExactly(new Span(30, 40, Set.of("m1")), new Span(40, 100, Set.of()));
    assertThat(timeline.since(40).spans()).containsExactly(new Span(40, 100, Set.of()));
  }
}
