package io.vipgate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that once reached new code, or once failed, goes well. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource
  void goesThroughEveryInputThatIsKept(Target target) throws Exception {
    assertThat(target.inputs()).hasSizeGreaterThan(3);
    for (Path input : target.inputs()) {
      byte[] bytes = Files.readAllBytes(input);
      assertThatCode(() -> target.run(bytes)).as(input.toString()).doesNotThrowAnyException();
    }
  }
}
