# SPDX-License-Identifier: MIT
"""Two machines that can be reached by ssh, and one of them can die.

Each is a network namespace with Debian's sshd, and so is the machine that
starts the work: nothing is left when the process that entered it ends. Where
namespaces are not permitted, they are an sshd each on 127.0.0.2 and
127.0.0.3, and who runs the tests is told so."""
import os
import signal
import subprocess
import time

CONFIG = """Port %(port)d
ListenAddress %(address)s
HostKey %(folder)s/host_key
AuthorizedKeysFile %(folder)s/key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
MaxStartups 100
SetEnv PATH=%(path)s
ForceCommand cd %(home)s && eval "$SSH_ORIGINAL_COMMAND"
"""
CLIENT = """Host one
  HostName %(one)s
Host two
  HostName %(two)s
Host *
  Port %(port)d
  IdentityFile %(folder)s/key
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
  ConnectTimeout 1
  ServerAliveInterval 1
  ServerAliveCountMax 2
  ControlMaster auto
  ControlPath %(folder)s/%%n
  ControlPersist 10
"""
NAMES = ("one", "two")


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


def may_unshare():
    return subprocess.run(["unshare", "--net", "--mount", "true"],
                          stderr=subprocess.DEVNULL).returncode == 0


class Hosts:
    """In a process that entered namespaces of its own, if there are any."""

    def __init__(self, folder, path, namespaces):
        self.namespaces = namespaces
        self.daemons = {}
        self.port = 22 if namespaces else 20000 + os.getpid() % 20000
        self.address = {n: "198.18.0.%d" % (4 * i + 2) if namespaces else
                        "127.0.0.%d" % (i + 2) for i, n in enumerate(NAMES)}
        folder = os.path.abspath(folder)
        os.makedirs(folder)
        for name in ("key", "host_key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f",
                            os.path.join(folder, name)], check=True)
        self.client = os.path.join(folder, "client")
        with open(self.client, "w") as file:
            file.write(CLIENT % dict(self.address, folder=folder,
                                     port=self.port))
        if namespaces: # what is made there stays ours
            subprocess.run(["mount", "-t", "tmpfs", "none", "/run"],
                           check=True)
        os.makedirs("/run/sshd", exist_ok=True)
        if namespaces:
            ip("link", "set", "lo", "up")
        for i, name in enumerate(NAMES):
            self.start(i, name, folder, path)
        for name in NAMES:
            self.wait(name)

    def start(self, i, name, folder, path):
        config = os.path.join(folder, name + ".conf")
        home = os.path.join(folder, "home-" + name)
        os.makedirs(home)
        with open(config, "w") as file:
            file.write(CONFIG % {"folder": folder, "path": path,
                                 "home": home,
                                 "address": self.address[name],
                                 "port": self.port})
        command = ["/usr/sbin/sshd", "-D", "-e", "-f", config]
        if self.namespaces:
            ip("netns", "add", name)
            ip("link", "add", "to-" + name, "type", "veth", "peer", "name",
               "eth0", "netns", name)
            ip("address", "add", "198.18.0.%d/30" % (4 * i + 1), "dev",
               "to-" + name)
            ip("link", "set", "to-" + name, "up")
            ip("-n", name, "address", "add", self.address[name] + "/30", "dev",
               "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
            command = ["ip", "netns", "exec", name] + command
        self.daemons[name] = subprocess.Popen(
            command, stderr=open(os.path.join(folder, name + ".log"), "w"),
            start_new_session=True)

    def wait(self, name):
        for _ in range(100):
            if self.run(name, "true").returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("no ssh to " + name)

    def run(self, name, command):
        return subprocess.run(["ssh", "-F", self.client, name, command],
                              capture_output=True)

    def processes(self, name):
        """All that runs on the machine."""
        if self.namespaces:
            pids = subprocess.run(["ip", "netns", "pids", name],
                                  capture_output=True, text=True).stdout
            return [int(p) for p in pids.split()]
        found = [self.daemons[name].pid]
        for pid in found:
            try:
                path = "/proc/%d/task/%d/children" % (pid, pid)
                found += [int(p) for p in open(path).read().split()]
            except OSError:
                pass
        return found

    def runs(self, name, program):
        for pid in self.processes(name):
            try:
                if open("/proc/%d/comm" % pid).read().strip() == program:
                    return True
            except OSError:
                pass
        return False

    def die(self, name):
        """As by a power cut: nothing says goodbye."""
        if self.namespaces:
            ip("link", "set", "to-" + name, "down")
        for pid in self.processes(name):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass

    def end(self):
        for name in NAMES:
            self.die(name)
