package io.vipgate.app.vrrp;

import io.vipgate.vrrp.role.SyncGroup;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The instances that move together, by the name that they share. Control thread. */
final class SyncGroups {
  private final Executor loop;
  private final RoleAnnouncer announcer;
  private final Map<String, Coordinator> coordinators = new LinkedHashMap<>();

  /**
   * @param loop the control thread, on which commands are carried out once what led to them is done
   * @param announcer hears of each change of a group's state
   */
  SyncGroups(Executor loop, RoleAnnouncer announcer) {
    this.loop = loop;
    this.announcer = announcer;
  }

  /** The instances from now on; a group whose members stay does not notice. */
  void arrange(List<VrrpInstance> instances) {
    Map<String, List<VrrpInstance>> next = new LinkedHashMap<>();
    for (VrrpInstance instance : instances) {
      String name = instance.config().role().syncGroup();
      if (name != null) {
        next.computeIfAbsent(name, group -> new ArrayList<>()).add(instance);
      }
    }
    for (Coordinator coordinator : List.copyOf(coordinators.values())) {
      if (!coordinator.members.equals(next.get(coordinator.name))) {
        coordinator.disband();
        coordinators.remove(coordinator.name);
      }
    }
    next.forEach(
        (name, members) ->
            coordinators.computeIfAbsent(name, group -> new Coordinator(group, members)));
  }

  /** The instance and those that move with it. */
  List<VrrpInstance> with(VrrpInstance instance) {
    return coordinators.values().stream()
        .filter(coordinator -> coordinator.members.contains(instance))
        .findFirst()
        .map(coordinator -> coordinator.members)
        .orElse(List.of(instance));
  }

  /** Has what the members demand of each other done. */
  private final class Coordinator implements RoleListener {
    private final String name;
    private final List<VrrpInstance> members;
    private final SyncGroup group;
    private State announced;
    private boolean settling;
    private boolean disbanded;

    /** Begins with the members as they are, which may have been in another one before. */
    Coordinator(String name, List<VrrpInstance> members) {
      this.name = name;
      this.members = List.copyOf(members);
      this.group =
          new SyncGroup(name, members.stream().map(member -> member.config().name()).toList());
      for (VrrpInstance member : members) {
        group.moved(member.config().name(), member.state(), Cause.STARTED);
        group.hindered(member.config().name(), member.hindrance());
        member.listen(this);
        loop.execute(() -> member.obey(newGroup(member)));
      }
      announced = group.state();
      settle();
    }

    private static SyncGroup.Command newGroup(VrrpInstance member) {
      return new SyncGroup.Command.Return(member.config().name(), "its sync group is new");
    }

    void disband() {
      disbanded = true;
      members.forEach(member -> member.forget(this));
    }

    @Override
    public void moved(VrrpInstance instance, Transition transition) {
      group.moved(instance.config().name(), transition.to(), transition.cause());
      settle();
      if (group.state() != announced && transition.cause() != Cause.STOPPED) {
        announced = group.state();
        announcer.moved(name, announced);
      }
    }

    @Override
    public void hindered(VrrpInstance instance, @Nullable String hindrance) {
      group.hindered(instance.config().name(), hindrance);
      settle();
    }

    private void settle() {
      if (!settling) {
        settling = true;
        loop.execute(this::carryOut);
      }
    }

    private void carryOut() {
      settling = false;
      SyncGroup.Command next = disbanded ? null : group.next();
      while (next != null) {
        obey(next);
        next = group.next();
      }
    }

    private void obey(SyncGroup.Command command) {
      for (VrrpInstance member : members) {
        if (member.config().name().equals(command.member())) {
          member.obey(command);
        }
      }
    }
  }
}
