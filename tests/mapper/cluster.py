#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""GNU parallel over ssh to two machines, of which one dies half-way: the
recipe of smac-jsonl(1), run as it stands there. Says what it saw, as JSON.

    cluster.py FOLDER SMAC RECIPE NAMESPACES
"""
import json
import os
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import hosts


def wait_for(condition, patience=30):
    until = time.time() + patience
    while not condition():
        if time.time() > until:
            return False
        time.sleep(0.005)
    return True


def count_done():
    try:
        return len(open("parallel.log").read().splitlines()) - 1
    except OSError:
        return 0


def main(folder, smac, recipe, namespaces):
    os.chdir(folder)
    os.makedirs("bin")
    os.symlink(smac, "bin/smac")
    path = os.path.abspath("bin") + ":" + os.environ["PATH"]
    machines = hosts.Hosts("ssh", path, namespaces)
    seen = {"namespaces": namespaces}
    try:
        environment = dict(os.environ, PATH=path,
                           PARALLEL_SSH="ssh -F " + machines.client,
                           HOME=os.path.abspath("."))
        began = time.time()
        work = subprocess.Popen(["sh", "-c", recipe], env=environment,
                                stderr=open("errors", "w"))
        seen["half"] = wait_for(lambda: count_done() >= 4)
        seen["busy"] = wait_for(lambda: machines.runs("two", "smac"))
        seen["before"] = count_done()
        machines.die("two")
        seen["status"] = work.wait(timeout=300)
        seen["seconds"] = round(time.time() - began, 1)
        seen["after"] = count_done()
        seen["reached"] = machines.run("two", "true").returncode == 0
    finally:
        machines.end()
    print(json.dumps(seen))


main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4] == "yes")
