package io.vipgate.app.vrrp;

import io.vipgate.app.notify.RoleNews;
import io.vipgate.app.notify.RoleNews.Kind;
import io.vipgate.app.notify.RoleNews.Role;
import io.vipgate.vrrp.router.Cause;
import io.vipgate.vrrp.router.State;
import io.vipgate.vrrp.router.Transition;
import java.util.function.Consumer;

/** Puts changes of state into the words of notifications. */
final class RoleAnnouncer implements RoleListener {
  private final Consumer<RoleNews> news;

  RoleAnnouncer(Consumer<RoleNews> news) {
    this.news = news;
  }

  @Override
  public void moved(VrrpInstance instance, Transition transition) {
    Role role = transition.cause() == Cause.STOPPED ? Role.STOP : role(transition.to());
    news.accept(new RoleNews(Kind.INSTANCE, instance.config().name(), role, instance.priority()));
  }

  /** keepalived has no word for those that do not take part. */
  @Override
  public void ranked(VrrpInstance instance) {
    switch (instance.state()) {
      case MASTER -> tellPriority(instance, Role.MASTER_PRIORITY);
      case BACKUP -> tellPriority(instance, Role.BACKUP_PRIORITY);
      case INITIALIZE -> {}
    }
  }

  private void tellPriority(VrrpInstance instance, Role role) {
    news.accept(new RoleNews(Kind.INSTANCE, instance.config().name(), role, instance.priority()));
  }

  /** A group has no priority of its own. */
  void moved(String group, State to) {
    news.accept(new RoleNews(Kind.GROUP, group, role(to), 0));
  }

  private static Role role(State state) {
    return switch (state) {
      case MASTER -> Role.MASTER;
      case BACKUP -> Role.BACKUP;
      case INITIALIZE -> Role.FAULT;
    };
  }
}
