package io.vipgate.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layout that docs/architecture.md draws. */
class ArchitectureTest {
  private static JavaClasses all;

  @BeforeAll
  static void readClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.vipgate");
    assertThat(all.stream().map(c -> c.getPackageName().split("\\.", -1)[2]).distinct())
        .as("modules on the class path")
        .contains("vrrp", "health", "lb", "linux", "app");
  }

  @Test
  void nativeCallsAreMadeInLinuxOnly() {
    noClasses()
        .that(resideInAPackage("io.vipgate..").and(not(resideInAPackage("io.vipgate.linux.."))))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jnr..", "com.kenai.jffi.."))
        .check(all);
  }

  @Test
  void theThreeCoresDoNotKnowEachOther() {
    slices().matching("io.vipgate.(vrrp|health|lb)..").should().notDependOnEachOther().check(all);
  }

  @Test
  void nothingDependsOnTheApp() {
    noClasses()
        .that(
            resideInAnyPackage(
                "io.vipgate.vrrp..",
                "io.vipgate.health..",
                "io.vipgate.lb..",
                "io.vipgate.linux.."))
        .should()
        .dependOnClassesThat(resideInAPackage("io.vipgate.app.."))
        .check(all);
  }

  @Test
  void theProtocolNeedsNothingButTheJdk() {
    classes()
        .that(resideInAPackage("io.vipgate.vrrp.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.vipgate.vrrp..", "java..", "org.jspecify.annotations.."))
        .check(all);
  }
}
