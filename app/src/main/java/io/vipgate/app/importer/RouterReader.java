package io.vipgate.app.importer;

import io.vipgate.app.config.Addresses;
import io.vipgate.app.config.IpLiteral;
import io.vipgate.app.importer.keepalived.Statement;
import io.vipgate.app.importer.source.SourceLine;
import io.vipgate.app.importer.source.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a {@code vrrp_instance}. */
final class RouterReader {
  private static final String DEFAULT = "keepalived's default";
  private static final int MAX_PRIORITY = 255;
  private static final Duration MAX_DELAY = Duration.ofHours(1);

  private final Statement instance;
  private final Ledger ledger;
  private final Context context;
  private final List<Setting> others = new ArrayList<>();
  private final List<TrackDraft> tracks = new ArrayList<>();
  private final Names trackNames = new Names();
  private final List<Sourced<String>> excluded = new ArrayList<>();
  private List<Setting> unicast = List.of();

  private Sourced<String> state;
  private Sourced<String> interfaceName;
  private Optional<Sourced<Integer>> virtualRouterId = Optional.empty();
  private Sourced<Integer> priority;
  private Sourced<Boolean> preempt;
  private Sourced<Integer> version;
  private Optional<Statement> advertInterval = Optional.empty();
  private Optional<Sourced<String>> password = Optional.empty();
  private final List<Sourced<String>> addresses = new ArrayList<>();

  /**
   * What the rest of the file says.
   *
   * @param trackables what there is to track, by the kind of block that names it
   * @param syncGroups sync groups by the name of their members
   */
  record Context(
      Globals globals,
      Map<String, Map<String, Trackable>> trackables,
      Map<String, SyncGroupBlock> syncGroups,
      NotifyReader news) {}

  /**
   * A {@code vrrp_sync_group} of more than one.
   *
   * @param name ours
   */
  record SyncGroupBlock(String name, Statement block) {}

  private RouterReader(Statement instance, Context context, Ledger ledger) {
    this.instance = instance;
    this.context = context;
    this.ledger = ledger;
    SourceLine at = instance.at();
    state = Sourced.byDefault(at, "BACKUP", DEFAULT);
    interfaceName = Sourced.byDefault(at, context.globals().interfaceName(), DEFAULT);
    priority = Sourced.byDefault(at, 100, DEFAULT);
    preempt = Sourced.byDefault(at, true, DEFAULT);
    version = context.globals().versionAt(at);
  }

  /**
   * Reads it.
   *
   * @return empty if ours cannot run it; the ledger then says why
   */
  static Optional<Router> read(Statement instance, Context context, Names names, Ledger ledger) {
    return new RouterReader(instance, context, ledger).read(names);
  }

  private Optional<Router> read(Names names) {
    // An address is compared with the interface, wherever that stands.
    instance.child("interface").ifPresent(this::readStatementOfInterface);
    instance.children().forEach(this::readStatement);
    syncGroup().ifPresent(this::readSyncGroup);
    new VirtualMacReader(ledger).read(instance, held()).ifPresent(others::add);
    others.addAll(AnnounceReader.settings(instance, context.globals().blocks()));
    context.globals().startupDelay().ifPresent(delay -> others.add(time("startup-delay", delay)));
    String wanted = instance.argument().map(Word::text).orElse("");
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      ledger.lost(instance.at(), Statements.shown(instance), "left out: " + obstacle.get());
      return Optional.empty();
    }
    String name = names.give(wanted);
    ledger.carried(instance.at(), Statements.shown(instance), "as vrrp." + name);
    Sourced<Integer> spoken = spokenVersion();
    return Optional.of(
        new Router(
            name,
            instance.at(),
            state,
            interfaceName,
            spoken,
            virtualRouterId.orElseThrow(),
            priority,
            effectivePreempt(),
            new AdvertIntervalReader(ledger).read(instance.at(), advertInterval, spoken.value()),
            spoken.value() == 2 ? password : withoutPassword(),
            addresses,
            others,
            unicast,
            tracks));
  }

  private List<String> held() {
    return Stream.concat(addresses.stream(), excluded.stream()).map(Sourced::value).toList();
  }

  /** keepalived speaks version 3 wherever there is IPv6. */
  private Sourced<Integer> spokenVersion() {
    boolean isIpv6 = addresses.get(0).value().replaceFirst("/.*", "").contains(":");
    return isIpv6 && version.value() == 2 ? version.with(3, "IPv6 is version 3's") : version;
  }

  private Sourced<Boolean> effectivePreempt() {
    if (preempt.value() || priority.value() != MAX_PRIORITY) {
      return preempt;
    }
    ledger.replaced(
        preempt.at(), "nopreempt", "the owner of the addresses preempts, in keepalived as well");
    return preempt.with(true, "the owner preempts");
  }

  private Optional<Sourced<String>> withoutPassword() {
    password.ifPresent(
        unused ->
            ledger.notNeeded(
                unused.at(), "auth_pass ***", "version 3 has no password, in keepalived neither"));
    return Optional.empty();
  }

  private Optional<SyncGroupBlock> syncGroup() {
    return instance.argument().map(Word::text).map(context.syncGroups()::get);
  }

  private void readSyncGroup(SyncGroupBlock group) {
    others.add(new Setting("sync-group", Hocon.word(group.name()), group.block().at().toString()));
    group.block().children().stream()
        .filter(statement -> TrackReader.BLOCKS.contains(statement.keyword()))
        .forEach(this::readTracks);
  }

  /** Why ours cannot run it. */
  private Optional<String> obstacle() {
    if (virtualRouterId.isEmpty()) {
      return Optional.of("it has no virtual_router_id of 1 to 255");
    }
    if (!Addresses.isInterfaceName(interfaceName.value())) {
      return Optional.of("its interface is none: " + interfaceName.value());
    }
    return addresses.isEmpty() ? Optional.of("it has no address") : Optional.empty();
  }

  private void readStatementOfInterface(Statement statement) {
    statement.argument().ifPresent(word -> interfaceName = Sourced.from(word, word.text()));
  }

  private void readStatement(Statement statement) {
    if (NotifyReader.isFor(statement)) {
      context.news().read(statement);
      return;
    }
    if (TrackReader.BLOCKS.contains(statement.keyword())) {
      readTracks(statement);
      return;
    }
    if (AnnounceReader.isFor(statement)) {
      AnnounceReader.account(statement, ledger);
      return;
    }
    switch (statement.keyword()) {
      case "state" -> readState(statement);
      case "interface" -> carried(statement, "");
      case "virtual_router_id" -> readRouterId(statement);
      case "priority" -> readPriority(statement);
      case "advert_int" -> advertInterval = Optional.of(statement);
      case "nopreempt" -> readPreempt(statement, false);
      case "preempt" -> readPreempt(statement, true);
      case "preempt_delay" -> readPreemptDelay(statement);
      case "authentication" -> password = new AuthReader(ledger).read(statement);
      case "virtual_ipaddress" ->
          addresses.addAll(new VipReader(interfaceName.value(), ledger).read(statement));
      case "virtual_ipaddress_excluded" -> readExcluded(statement);
      case "version" -> readVersion(statement);
      case "mcast_src_ip" -> readSource(statement, instance.child("unicast_peer").isEmpty());
      case "unicast_src_ip" -> readSource(statement, instance.child("unicast_peer").isPresent());
      case "unicast_peer" -> unicast = new UnicastReader(ledger).read(statement);
      case "unicast_ttl" -> readUnicastTtl(statement);
      case VirtualMacReader.KEYWORD -> {} // It depends on the addresses, wherever they stand.
      default -> Statements.judge(statement, KeepalivedVerdicts.INSTANCE, ledger);
    }
  }

  private void readTracks(Statement block) {
    TrackReader reader =
        new TrackReader(
            context.trackables(),
            interfaceName.value(),
            syncGroup().isPresent(),
            trackNames,
            ledger);
    tracks.addAll(reader.read(block));
  }

  private void readSource(Statement statement, boolean isInForce) {
    Optional<Word> address =
        statement
            .argument()
            .filter(word -> IpLiteral.parse(word.text()).filter(Addresses::isUnicast).isPresent());
    if (!isInForce || address.isEmpty()) {
      ledger.add(
          isInForce ? Fate.LOST : Fate.NOT_NEEDED,
          statement.at(),
          Statements.shown(statement),
          isInForce ? "not the IP address of a host" : "of the other way to send adverts");
      return;
    }
    others.add(new Setting("source", Hocon.text(address.get().text()), statement.at().toString()));
    carried(statement, "as source");
  }

  private void readExcluded(Statement statement) {
    excluded.addAll(new VipReader(interfaceName.value(), ledger).readExcluded(statement));
    if (!excluded.isEmpty()) {
      others.add(
          new Setting(
              "excluded-addresses",
              Hocon.list(excluded.stream().map(Sourced::value).toList()),
              excluded.get(0).note()));
    }
  }

  private void readUnicastTtl(Statement statement) {
    boolean isOurs = number(statement, 255, 255).isPresent();
    ledger.add(
        isOurs ? Fate.CARRIED : Fate.LOST,
        statement.at(),
        Statements.shown(statement),
        isOurs ? "" : "adverts are sent with 255, which every peer may insist on");
  }

  private void readPreemptDelay(Statement statement) {
    Optional<Sourced<Duration>> delay = KeepalivedTime.of(statement);
    if (delay.isEmpty() || delay.get().value().compareTo(MAX_DELAY) > 0) {
      lost(statement, "not a number of seconds up to 3600");
      return;
    }
    others.add(time("preempt-delay", delay.get()));
    carried(statement, "as preempt-delay");
  }

  private void readState(Statement statement) {
    String text = statement.argument().map(Word::text).orElse("").toUpperCase(Locale.ROOT);
    state = Sourced.at(statement.at(), text);
    ledger.notNeeded(
        statement.at(),
        Statements.shown(statement),
        "every start is as BACKUP: the priority decides who is master");
  }

  private void readRouterId(Statement statement) {
    virtualRouterId = number(statement, 1, 255).map(id -> Sourced.at(statement.at(), id));
    if (virtualRouterId.isPresent()) {
      carried(statement, "");
    } else {
      lost(statement, "not a number from 1 to 255");
    }
  }

  private void readPriority(Statement statement) {
    Optional<Integer> number = number(statement, 1, MAX_PRIORITY);
    if (number.isEmpty()) {
      lost(statement, "not a number from 1 to 255: keepalived's default of 100 is used");
      return;
    }
    priority = Sourced.at(statement.at(), number.get());
    carried(statement, "");
  }

  private void readPreempt(Statement statement, boolean value) {
    preempt = Sourced.at(statement.at(), value);
    carried(statement, "as preempt");
  }

  private void readVersion(Statement statement) {
    Optional<Integer> number = number(statement, 2, 3);
    if (number.isEmpty()) {
      lost(statement, "VRRP has versions 2 and 3");
      return;
    }
    version = Sourced.at(statement.at(), number.get());
    carried(statement, "");
  }

  private static Setting time(String key, Sourced<Duration> time) {
    return new Setting(key, Hocon.duration(time.value()), time.note());
  }

  private static Optional<Integer> number(Statement statement, int min, int max) {
    return statement.argument().flatMap(word -> Numbers.parse(word.text(), min, max));
  }

  private void carried(Statement statement, String says) {
    ledger.carried(statement.at(), Statements.shown(statement), says);
  }

  private void lost(Statement statement, String says) {
    ledger.lost(statement.at(), Statements.shown(statement), says);
  }
}
