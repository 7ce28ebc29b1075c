package io.vipgate.app.notify;

import java.util.List;

/**
 * A change of state in the words of keepalived's notifications (keepalived.conf(5), {@code notify}
 * and {@code vrrp_notify_fifo}).
 *
 * @param name of the virtual router, or of the sync group
 * @param priority as it is now; 0 for a group
 */
public record RoleNews(Kind kind, String name, Role role, int priority) {

  /** Whose state has changed. */
  public enum Kind {
    INSTANCE,
    GROUP
  }

  /** The state. */
  public enum Role {
    MASTER,
    BACKUP,
    /** It cannot take part. */
    FAULT,
    /** It was stopped. */
    STOP,
    /** It is master as before, with another priority. */
    MASTER_PRIORITY,
    /** It is a backup as before, with another priority. */
    BACKUP_PRIORITY
  }

  /** Whether the priority alone has changed. */
  boolean isOfPriority() {
    return role == Role.MASTER_PRIORITY || role == Role.BACKUP_PRIORITY;
  }

  /** The arguments of a command. */
  List<String> words() {
    return List.of(kind.name(), name, role.name(), Integer.toString(priority));
  }

  /** The line in a pipe, with its end; the name in quotes, as keepalived has it there. */
  String line() {
    return kind + " \"" + name + "\" " + role + " " + priority + "\n";
  }
}
