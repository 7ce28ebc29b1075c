package io.vipgate.vrrp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The functional core: no clock, thread, socket or logger. A rule that finds no class to check
 * fails by itself.
 */
@AnalyzeClasses(packages = "io.vipgate.vrrp", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.vipgate.vrrp..", "java..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.time..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date");

  @ArchTest
  static final ArchRule NO_THREAD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent..")
                  .and(type(java.util.concurrent.TimeUnit.class).negate()));

  /** Addresses are values; everything else in these packages does input or output. */
  @ArchTest
  static final ArchRule NO_SOCKET =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.net..")
                  .and(type(InetAddress.class).negate())
                  .and(type(Inet4Address.class).negate())
                  .and(type(Inet6Address.class).negate())
                  .and(type(UnknownHostException.class).negate()))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.channels..", "java.nio.file..");

  @ArchTest
  static final ArchRule NO_LOGGER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "java.lang.System$Logger..")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "getLogger", String.class);

  /** The wire knows nothing of the state machine. */
  @ArchTest
  static final ArchRule PACKETS_STAND_ALONE =
      noClasses()
          .that()
          .resideInAPackage("..packet..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..router..");
}
