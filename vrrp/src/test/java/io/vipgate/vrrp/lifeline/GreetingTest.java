package io.vipgate.vrrp.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
  private static final String WIRE =
      "7669706761746501" + "40" + "00".repeat(10) + "80" + "00".repeat(19) + "01";

  @Test
  void isFortyBytesOnTheWire() {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    new Greeting(ids(1, 88, 255)).encode(bytes);
    assertThat(HexFormat.of().formatHex(bytes.array(), 0, bytes.position())).isEqualTo(WIRE);
    assertThat(bytes.position()).isEqualTo(Greeting.SIZE);
  }

  @Test
  void aGoodbyeIsEightBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(8);
    Greeting.encodeGoodbye(bytes);
    assertThat(new String(bytes.array(), 0, 7, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("goodbye");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 39, 40, 41, 48})
  void isReadInPiecesOfAnySize(int size) {
    ByteBuffer all = ByteBuffer.allocate(48);
    new Greeting(ids(88)).encode(all);
    Greeting.encodeGoodbye(all);
    all.flip();
    GreetingReader reader = new GreetingReader();
    List<Happening> happenings = new ArrayList<>();
    while (all.hasRemaining()) {
      ByteBuffer piece = all.slice(all.position(), Math.min(size, all.remaining()));
      all.position(all.position() + piece.remaining());
      Happening happening = reader.read(piece);
      if (happening != null) {
        happenings.add(happening);
      }
    }
    assertThat(happenings)
        .isEqualTo(
            size >= 39 && size != 40 && size != 41
                ? List.of(Happening.PARTED)
                : List.of(Happening.GREETED, Happening.PARTED));
    assertThat(Objects.requireNonNull(reader.greeting()).virtualRouterIds()).isEqualTo(ids(88));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5353482d322e302d4f70656e5353485f392e32703120446562", // SSH-2.0-
        "7669706761746502" // another version
      })
  void whatIsNoGreetingIsNone(String hex) {
    ByteBuffer bytes = ByteBuffer.allocate(Greeting.SIZE).put(HexFormat.of().parseHex(hex));
    GreetingReader reader = new GreetingReader();
    assertThat(reader.read(bytes.clear())).isEqualTo(Happening.FAILED);
    assertThat(reader.greeting()).isNull();
  }

  @Test
  void whatIsNoGoodbyeIsNone() {
    GreetingReader reader = greeted();
    assertThat(reader.read(ByteBuffer.allocate(8))).isEqualTo(Happening.FAILED);
  }

  @Test
  void whateverFollowsAGoodbyeIsWrong() {
    GreetingReader reader = greeted();
    ByteBuffer goodbye = ByteBuffer.allocate(8);
    Greeting.encodeGoodbye(goodbye);
    assertThat(reader.read(goodbye.flip())).isEqualTo(Happening.PARTED);
    assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(Happening.FAILED);
  }

  @Test
  void moreThanTheTwoMessagesHoldIsWrong() {
    assertThat(new GreetingReader().read(ByteBuffer.allocate(49))).isEqualTo(Happening.FAILED);
  }

  private static GreetingReader greeted() {
    GreetingReader reader = new GreetingReader();
    ByteBuffer bytes = ByteBuffer.allocate(Greeting.SIZE);
    new Greeting(ids(88)).encode(bytes);
    assertThat(reader.read(bytes.flip())).isEqualTo(Happening.GREETED);
    return reader;
  }

  private static BitSet ids(int... numbers) {
    BitSet ids = new BitSet();
    for (int number : numbers) {
      ids.set(number);
    }
    return ids;
  }
}
