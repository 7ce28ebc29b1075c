package io.vipgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import io.vipgate.linux.AddressScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the file is what {@code status} shows; mistakes are in ProblemsTest. */
class VirtualAddressTypeTest {

  @ParameterizedTest
  @CsvSource({
    "10.32.255.99, 10.32.255.99/32",
    "10.32.255.99/24, 10.32.255.99/24",
    "2001:db8::99, 2001:db8:0:0:0:0:0:99/128",
    "2001:db8::99/64 dev eth1, 2001:db8:0:0:0:0:0:99/64 dev eth1",
    "10.32.255.99 dev eth1, 10.32.255.99/32 dev eth1",
    "10.32.255.99/24  scope link   label eth1:vip dev eth1, 10.32.255.99/24 dev eth1 label eth1:vip"
        + " scope link",
    "10.32.255.99 scope global, 10.32.255.99/32",
  })
  void readsTheWordsInAnyOrder(String text, String shown) {
    assertThat(read(text)).hasToString(shown);
  }

  @Test
  void isOnTheInterfaceOfTheAdvertsUnlessItSaysSo() {
    assertThat(read("10.32.255.99").interfaceName("bond0")).isEqualTo("bond0");
    assertThat(read("10.32.255.99 dev eth1").interfaceName("bond0")).isEqualTo("eth1");
    assertThat(read("10.32.255.99").form().scope()).isEqualTo(AddressScope.GLOBAL);
    assertThat(read("10.32.255.99 label bond0:1").form().label()).isEqualTo("bond0:1");
  }

  private static VirtualAddress read(String text) {
    Located at =
        new Located("addresses[0]", ConfigValueFactory.fromAnyRef(text), new Place("test", 1));
    return VirtualAddressType.type().read(at, Report.IGNORED).orElseThrow();
  }
}
