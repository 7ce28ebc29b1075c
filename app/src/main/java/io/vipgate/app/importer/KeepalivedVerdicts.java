package io.vipgate.app.importer;

/** The keywords of keepalived.conf whose fate does not depend on their value. */
final class KeepalivedVerdicts {
  static final Verdicts TOP =
      Verdicts.of(
          """
          not_needed | static_ipaddress, static_routes, static_rules | addresses and routes of the machine are its network configuration's
          lost | bfd_instance | there is no BFD: the adverts alone tell that a master is gone
          lost | net_namespace, net_namespace_ipvs, namespace_with_ipsets, instance | start vipgate in that namespace instead: NetworkNamespacePath= of systemd
          not_needed | use_pid_dir, linkbeat_interfaces, linkbeat_use_polling, child_wait_time, garp_group, umask | about keepalived's own processes
          lost | track_group | write the tracks into each instance
          """);

  static final Verdicts GLOBAL =
      Verdicts.of(
          """
          replaced | notification_email, notification_email_from, smtp_*, email_faults, no_email_faults | no mail is sent: alert on /metrics, or have notify.webhook told of each transition
          not_needed | router_id | names the machine in keepalived's mails only
          replaced | script_user, enable_script_security, script_security | programs run as vipgate's own user, which is not root; user of track, check and notify is another one
          not_needed | vrrp_skip_check_adv_addr, vrrp_check_unicast_src | every advert is checked whole
          replaced | vrrp_garp_*, vrrp_gna_*, vrrp_min_garp, vrrp_lower_prio_no_advert, vrrp_higher_prio_send_advert | announce.spacing is for both families, and a lower master is answered at once
          not_needed | dynamic_interfaces | an interface may come late: it is asked for again
          not_needed | vrrp_priority, vrrp_no_swap, vrrp_rt_*, vrrp_rlimit_*, vrrp_process_name, vrrp_cpu_affinity, checker_*, bfd_*, process_*, max_auto_priority, min_auto_priority_delay, reload_*, nftables_*, vrrp_iptables, vrrp_ipsets, vrrp_nftables, nftables, iptables, use_symlink_paths, disable_local_igmp, instance, net_namespace, log_*, umask, shutdown_script, startup_script, keep_script_user, data_use_instance, json_version, fifo_*, tmp_config_directory, config_save_dir, default_interface, vrrp_notify_priority_changes, iproute_*, state_dump_file, stats_dump_file, json_dump_file | about keepalived's own processes and files
          lost | notify_fifo_script, vrrp_notify_fifo_script | nobody starts the reader of the pipe: make it a service of its own
          lost | lvs_notify_fifo, lvs_notify_fifo_script | servers' changes are not written to a pipe: notify.webhook is told of them
          not_needed | lvs_*, ipvs_*, checkers_*, rs_init_notifies, no_checker_emails, snmp_* | there is no IPVS, SNMP or mail: see /metrics
          not_needed | enable_snmp_vrrp, enable_snmp_checker, enable_snmp_rfc, enable_snmp_rfcv2, enable_snmp_rfcv3, enable_traps, enable_dbus, dbus_service_name, dbus_no_interface_name, enable_sdbus | there is no SNMP or D-Bus: see /metrics and vipgate status
          """);

  static final Verdicts INSTANCE =
      Verdicts.of(
          """
          replaced | garp_*, advert_gratuitous, gna_* | announce.spacing is for both families, and a lower master is answered at once
          replaced | smtp_alert, smtp_alert_faults | no mail is sent: alert on /metrics, or notify.webhook
          not_needed | notify_priority_changes, no_email_faults, debug, skip_check_adv_addr, strict_mode, linkbeat_use_polling, promote_secondaries, checksum_compatibility, accept, kernel_rx_buf_size, lower_prio_no_advert, higher_prio_send_advert, native_ipv6, version_check, check_unicast_src | the same for all our virtual routers
          lost | notify_master_rx_lower_pri | no program is run for that: it is in the journal
          lost | mcast_dst_ip | adverts go to 224.0.0.18
          not_needed | vmac_xmit_base | adverts leave by the interface itself, not by that of the virtual MAC
          lost | use_ipvlan, use_vmac_addr, vmac_addr_prefix | there are no other interfaces for the addresses than that of virtual-mac
          replaced | vmac_garp_intvl | announce.refresh says how often all addresses are announced
          lost | virtual_routes, virtual_rules, virtual_routes_excluded | no routes or rules follow the addresses
          lost | no_accept | packets to the addresses are accepted: the proxy needs them
          not_needed | unicast_fault_no_peer | without a peer adverts are multicast
          lost | track_bfd | there is no BFD: the adverts, and the lifeline, tell that a master is gone
          not_needed | track_src_ip | without its source address it takes no part
          not_needed | sync_group_tracking_weight, global_tracking | see each track
          not_needed | dont_track_primary | the interface is what carries the addresses
          """);

  static final Verdicts VIRTUAL_SERVER =
      Verdicts.of(
          """
          not_needed | protocol, lb_kind, lvs_method, ops, flag-1, flag-2, flag-3, sh-port, sh-fallback, mh-port, mh-fallback, alpha, omega, hysteresis, quorum, ha_suspend, ip_family, warmup, inhibit_on_failure, weight_faults, snmp_name, smtp_alert | about IPVS in the kernel: the proxy relays in user space, and the servers see its address
          lost | persistence_granularity, persistence_engine | a client is its whole address
          not_needed | sorry_server_inhibit, sorry_server_lvs_method | about IPVS in the kernel
          lost | quorum_up, quorum_down, notify_up, notify_down | no program is run for a server: notify.webhook is told of each transition
          lost | lthreshold, connection_limit | max-connections is one number
          """);

  private KeepalivedVerdicts() {}
}
