"""What systemd does for a service that stores descriptors, and no more: FDSTORE, LISTEN_FDS.

usage: service-manager.py NOTIFY_SOCKET COMMAND...
Each line of its input restarts the command as `systemctl restart` does: SIGTERM, wait, start.
The end of its input, or SIGTERM, stops it. It says what happens in lines: ready, stored N, ended CODE.
"""

import os
import select
import signal
import socket
import sys

FIRST_PASSED = 3
PLENTY = 64

path, command = sys.argv[1], sys.argv[2:]
inbox = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
inbox.bind(path)
stored = []  # (name, descriptor), in the order in which they came


def say(*words):
    print(*words, flush=True)


def same(one, other):
    return os.fstat(one).st_ino == os.fstat(other).st_ino


def start():
    # The descriptors go by two steps, so that none is overwritten before it is passed on.
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    high = [os.dup2(descriptor, 1000 + i) for i, (_, descriptor) in enumerate(stored)]
    for i, descriptor in enumerate(high):
        os.dup2(descriptor, FIRST_PASSED + i, inheritable=True)
        os.close(descriptor)
    environment = dict(os.environ, NOTIFY_SOCKET=path)
    if stored:
        environment["LISTEN_PID"] = str(os.getpid())
        environment["LISTEN_FDS"] = str(len(stored))
        environment["LISTEN_FDNAMES"] = ":".join(name for name, _ in stored)
    try:
        os.execvpe(command[0], command, environment)
    finally:
        os._exit(127)


def receive():
    message, descriptors, _, _ = socket.recv_fds(inbox, 4096, PLENTY)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    told = dict(line.split("=", 1) for line in message.decode().splitlines())
    name = told.get("FDNAME", "stored")
    if "FDSTORE" in told:
        for descriptor in descriptors:
            if any(same(descriptor, known) for _, known in stored):
                os.close(descriptor)
            else:
                stored.append((name, descriptor))
        say("stored", len(stored))
    elif "FDSTOREREMOVE" in told:
        for known, descriptor in [entry for entry in stored if entry[0] == name]:
            os.close(descriptor)
            stored.remove((known, descriptor))
        say("stored", len(stored))
    if "READY" in told:
        say("ready")


def stop(pid):
    os.kill(pid, signal.SIGTERM)
    _, status = os.waitpid(pid, 0)
    say("ended", os.waitstatus_to_exitcode(status))


child = start()


def end(*_):
    stop(child)
    sys.exit()


signal.signal(signal.SIGTERM, end)
while True:
    readable, _, _ = select.select([inbox, sys.stdin], [], [])
    if inbox in readable:
        receive()
    if sys.stdin in readable:
        order = sys.stdin.readline()
        if not order:
            end()
        stop(child)
        child = start()
