package io.vipgate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ContractPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "checks.md");

  @Test
  void theCommittedPageIsThatOfTheContract() throws IOException {
    String page = ContractPage.text();
    if (Boolean.getBoolean("vipgate.reference.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("write it anew with the command in its first lines")
        .exists()
        .content()
        .isEqualTo(page);
  }
}
