package io.vipgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
  private static final String PROXY =
      "listen p\n mode tcp\n bind 127.0.0.1:6443\n nonsense 9\n server s 10.0.0.1:6443 check\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void printsTheConfigurationAndWarnsOfLosses() throws IOException {
    Path haproxy = write("haproxy.cfg", PROXY);

    assertThat(run("--haproxy", haproxy.toString())).isZero();
    assertThat(out.toString()).contains("proxy.p {");
    assertThat(err.toString())
        .startsWith("warning: " + haproxy + ":4: nonsense 9: lost: ")
        .hasLineCount(1);
  }

  @Test
  void overwritesOnlyByForce() throws IOException {
    Path haproxy = write("haproxy.cfg", PROXY);
    Path output = write("vipgate.conf", "mine, and longer than nothing");

    assertThat(run("--haproxy", haproxy.toString(), "-o", output.toString())).isEqualTo(2);
    assertThat(output).content().isEqualTo("mine, and longer than nothing");
    assertThat(err.toString()).contains("value: exists (expected: a new file, or --force)");

    assertThat(run("--haproxy", haproxy.toString(), "-o", output.toString(), "--force")).isZero();
    assertThat(output).content().contains("proxy.p {").doesNotContain("mine");
  }

  @Test
  void writesANewFile() throws IOException {
    Path haproxy = write("haproxy.cfg", PROXY);
    Path output = directory.resolve("new.conf");

    assertThat(run("--haproxy", haproxy.toString(), "--output", output.toString())).isZero();
    assertThat(output).content().contains("proxy.p {");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void includesAreFoundBesideTheFile() throws IOException {
    write(
        "two.conf",
        "vrrp_instance b {\n virtual_router_id 2\n virtual_ipaddress {\n 10.0.0.2\n }\n}");
    Path keepalived = write("keepalived.conf", "include t*.conf\n");

    assertThat(run("--keepalived", keepalived.toString())).isZero();
    assertThat(out.toString()).contains("vrrp.b {").contains("two.conf:2");
  }

  @Test
  void wrongInputExitsWith2AndSaysWhere() throws IOException {
    Path broken = write("broken.cfg", "listen p\n bind \"x\n");
    Path nothing = write("nothing.conf", "global_defs {\n}\n");
    Path missing = directory.resolve("missing.cfg");
    Path gb = Files.write(directory.resolve("gb.cfg"), "# 轮训".getBytes(Charset.forName("GB18030")));

    assertThat(run()).isEqualTo(2);
    assertThat(run("--haproxy", broken.toString())).isEqualTo(2);
    assertThat(run("--keepalived", nothing.toString())).isEqualTo(2);
    assertThat(run("--haproxy", missing.toString())).isEqualTo(2);
    assertThat(run("--haproxy", gb.toString())).isEqualTo(2);
    assertThat(run("--haproxy", directory.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(broken + ":2: value: an unmatched \"")
        .contains("nothing to carry over")
        .contains(missing + ": value: missing (expected: a file that exists)")
        .contains(gb + ": value: not UTF-8")
        .contains(directory + ": value: no file");
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "import";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandLine(new VipgateCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
