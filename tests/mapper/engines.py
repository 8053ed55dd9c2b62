# SPDX-License-Identifier: MIT
"""What engines ask of a mapper, and the recipes of smac-jsonl(1), run as they
stand there."""
import json
import os
import re
import subprocess
import sys
import threading

import hosts
from tools import ROOT, SMAC, expect, read, run, test, verify, write
from stage import CRASH, build, dumps, jsonl, readmes, reason


def recipe(section):
    """The first example in a section of the manual page."""
    man = read(ROOT + "/man/smac-jsonl.1").decode()
    text = man[man.index(section):]
    text = re.search(r"\.Bd [^\n]*\n(.*?)\.Ed", text, re.S).group(1)
    return text.replace("\\e", "\\")


def environment(**more):
    os.makedirs("bin", exist_ok=True)
    if not os.path.exists("bin/smac"):
        os.symlink(SMAC, "bin/smac")
    return dict(os.environ, PATH=os.path.abspath("bin") + ":" +
                os.environ["PATH"], **more)


def documents(count):
    texts = readmes()
    return [{"id": i, "text": texts[i % len(texts)]} for i in range(count)]


def lines_of(records):
    return b"".join(dumps(r).encode() + b"\n" for r in records)


def pipe(command, data, **more):
    """As RDD.pipe does it: one writes, another reads, then the status."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, **more)

    def feed():
        process.stdin.write(data)
        process.stdin.close()

    thread = threading.Thread(target=feed)
    thread.start()
    back = process.stdout.read().splitlines()
    thread.join()
    return back, process.wait()


@test
def spark_pipes_partitions():
    import shlex
    text = recipe(".Ss Spark").replace("/srv/audits", "audits")
    command = shlex.split(re.search(r'"(.*)"', text, re.S).group(1))
    whole = documents(60)
    together = []
    for part in (whole[:7], whole[7:59], whole[59:], []):
        back, status = pipe(command, lines_of(part), env=environment())
        expect(status == 0 and len(back) == len(part), status, len(back))
        together += back
    alone, _ = jsonl(whole, "-j4")
    expect(together == alone, "the parts are not the whole")
    # a record that fails is a record, and no failed task
    back, status = pipe(command, b'x\n{"text":"a"}\n', env=environment())
    expect(status == 0 and len(back) == 2, status, back)
    expect(reason(json.loads(back[0])) == "not-json")
    # but a stage that cannot run at all is one
    write("file", "")
    broken = [c.replace("audits", "file/x") for c in command]
    back, status = pipe(broken, b"", env=environment())
    expect(len(os.listdir("audits")) == 5, os.listdir("audits"))
    write("visible", b"\n".join(together) + b"\n")
    done, report = verify("audits", "--covers=visible")
    expect(done == 0, report[-3:])


@test
def hadoop_streams_splits():
    text = recipe(".Ss Hadoop").replace("/srv/audits", "audits")
    command = re.search(r"-mapper '(.*?)'", text).group(1).split()
    back, status = pipe(command, lines_of(documents(20)), env=environment())
    expect(status == 0 and len(back) == 20, status)
    # of the mapper's line, what is before the first tab is the key
    expect(all(b"\t" not in l for l in back))
    # what it wrote with a tab at the end can be read again
    again, status = pipe(command, b"\t\n".join(back) + b"\t\n",
                         env=environment())
    expect(status == 0 and len(again) == 20, status)
    expect("stream.non.zero.exit.is.failure=false" in text, text)


@test
def python_programs_call_a_coprocess():
    program = recipe(".Ss Ray, Beam") + """
import sys
visible = Visible("--audit-dir=audits")
texts = json.load(sys.stdin)
for size in (1, 2, 300, 0, 7):
    records = [{"id": i, "text": texts[i % len(texts)]} for i in range(size)]
    answers = visible(records)
    assert [a["id"] for a in answers] == list(range(size))
    assert all("sha256" in a["smac"] for a in answers)
visible.process.kill()
visible.process.wait()
try:
    visible([{"text": "a"}])
except Exception:
    print("noticed")
"""
    done = subprocess.run([sys.executable, "-c", program], env=environment(),
                          input=json.dumps(readmes(10)).encode(),
                          capture_output=True, timeout=120)
    expect(done.stdout == b"noticed\n", done.stdout, done.stderr[-400:])


@test
def the_same_line_gives_the_same_bytes():
    """Alone, among others, after a crash, in any process."""
    records = documents(12)
    records[5]["text"] += CRASH
    alone = [jsonl([r], "-j1", env=build("crasher"))[0][0] for r in records]
    for jobs in ("-j1", "-j3"):
        back, _ = jsonl(records * 3, jobs, env=build("crasher"))
        expect(back == alone * 3, jobs)


@test
def a_machine_may_die_half_way():
    """GNU parallel over ssh: every record is answered once, in order."""
    records = documents(160)
    write("documents.jsonl", lines_of(records))
    namespaces = hosts.may_unshare()
    if not namespaces:
        print("  (no namespaces here: the machines are 127.0.0.2 and .3)")
    command = ["unshare", "--net", "--mount"] if namespaces else []
    done = subprocess.run(
        [*command, sys.executable, ROOT + "/tests/mapper/cluster.py", ".", SMAC,
         recipe(".Ss GNU parallel"), "yes" if namespaces else "no"],
        capture_output=True)
    expect(done.returncode == 0, done.stderr[-600:])
    seen = json.loads(done.stdout)
    expect(seen["half"] and seen["busy"], "it did not die at work", seen)
    expect(0 < seen["before"] < seen["after"] == 16, seen)
    expect(seen["status"] == 0 and not seen["reached"], seen,
           read("errors")[-400:])
    alone, _ = jsonl(records)
    back = read("visible.jsonl").splitlines()
    expect(len(back) == len(records), len(back))
    expect(back == alone, "not each record once, in order")
    os.mkdir("audits") # gathered from the machines, be they dead or not
    for name in hosts.NAMES:
        folder = "ssh/home-%s/audits/" % name
        expect(len(os.listdir(folder)) > 0, name)
        for log in os.listdir(folder):
            os.rename(folder + log, "audits/" + log)
    status, report = verify("audits", "--covers=visible.jsonl")
    expect(report[-2] == "160 of 160 released records are covered", report[-3:])
