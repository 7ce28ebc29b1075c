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

    /** Begins with the members as they are, which may have been in another one before. */
    Coordinator(String name, List<VrrpInstance> members) {
      this.name = name;
      this.members = List.copyOf(members);
      this.group =
          new SyncGroup(name, members.stream().map(member -> member.config().name()).toList());
      for (VrrpInstance member : members) {
        group.moved(member.config().name(), member.state());
        member.listen(this);
        carryOut(new SyncGroup.Command.Return(member.config().name(), "its sync group is new"));
      }
      announced = group.state();
      for (VrrpInstance member : members) {
        hindered(member, member.hindrance());
      }
    }

    void disband() {
      members.forEach(member -> member.forget(this));
    }

    @Override
    public void moved(VrrpInstance instance, Transition transition) {
      group.moved(instance.config().name(), transition.to()).forEach(this::carryOut);
      if (group.state() != announced && transition.cause() != Cause.STOPPED) {
        announced = group.state();
        announcer.moved(name, announced);
      }
    }

    @Override
    public void hindered(VrrpInstance instance, @Nullable String hindrance) {
      group.hindered(instance.config().name(), hindrance).forEach(this::carryOut);
    }

    private void carryOut(SyncGroup.Command command) {
      for (VrrpInstance member : members) {
        if (member.config().name().equals(command.member())) {
          loop.execute(() -> member.obey(command));
        }
      }
    }
  }
}
