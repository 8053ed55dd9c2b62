# SPDX-License-Identifier: MIT
"""Who waits for whom: order, flushing, slow and absent readers, workers that
die, and memory that does not grow."""
import json
import os
import random
import signal
import subprocess
import threading
import time

from tools import SMAC, expect, test
from stage import CRASH, build, dumps, jsonl, readmes, reason, start, values


def workers_of(process):
    path = "/proc/%d/task/%d/children" % (process.pid, process.pid)
    return [int(pid) for pid in open(path).read().split()]


def say(process, value):
    process.stdin.write(dumps(value).encode() + b"\n")
    process.stdin.flush()


def hear(process, patience=20):
    """A line, or None when it does not come."""
    line = []
    thread = threading.Thread(
        target=lambda: line.append(process.stdout.readline()), daemon=True)
    thread.start()
    thread.join(patience)
    return json.loads(line[0]) if line and line[0] else None


def end(process):
    process.stdin.close()
    rest = process.stdout.read()
    return process.wait(), rest


@test
def order_is_kept():
    r = random.Random(3)
    texts = readmes(20)
    lines = []
    for i in range(1500):
        kind = r.randrange(20)
        if kind == 0:
            lines.append(b"not json %d" % i)
        elif kind < 3:
            lines.append({"id": i, "text": r.choice(texts) * r.randrange(3)})
        else:
            lines.append({"id": i, "text": "w%d <!-- x -->" % i})
    one, status = jsonl(lines, "-j1")
    expect(status == 3 and len(one) == len(lines), status)
    for i, (line, answer) in enumerate(zip(lines, one)):
        record = json.loads(answer)
        expect(isinstance(line, bytes) or record["id"] == i, i)
    for jobs in ("-j2", "-j4", "-j16", "-j999"):
        many, status = jsonl(lines, jobs)
        expect(many == one and status == 3, jobs, status)


@test
def a_coprocess_is_answered_line_by_line():
    for jobs in ("-j1", "-j4"):
        process = start(jobs)
        for i in range(200):
            say(process, {"id": i, "text": "a<!-- b -->%d" % i})
            record = hear(process)
            expect(record is not None and record["text"] == "a%d\n" % i, record)
        # three at a time, and a line in pieces
        for i in range(3):
            process.stdin.write(b'{"text":"x%d"}\n' % i)
        process.stdin.write(b'{"tex')
        process.stdin.flush()
        expect([hear(process)["text"] for _ in range(3)] ==
               ["x0\n", "x1\n", "x2\n"])
        time.sleep(0.05)
        process.stdin.write(b't":"y"}\nbad\n')
        process.stdin.flush()
        expect(hear(process)["text"] == "y\n")
        expect(reason(hear(process)) == "not-json")
        status, rest = end(process)
        expect(status == 3 and rest == b"", status, rest)


@test
def a_reader_may_be_slow():
    lines = [dumps({"id": i, "text": "x <!-- y --> " * 200}).encode() + b"\n"
             for i in range(2000)]
    for jobs in ("-j1", "-j4"):
        process = start(jobs)

        def write():
            for line in lines:
                process.stdin.write(line)
            process.stdin.close()

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        time.sleep(1)
        # so much was taken at most: pipes, a window of tasks, their answers
        taken = int(open("/proc/%d/io" % process.pid).read().split()[1])
        expect(taken < 5 << 20, "read ahead", taken)
        count = 0
        for line in process.stdout:
            expect(json.loads(line)["id"] == count)
            count += 1
            if count % 100 == 0:
                time.sleep(0.01)
        expect(count == len(lines) and process.wait() == 0, count)


@test
def a_reader_may_go_away():
    for jobs in ("-j1", "-j4"):
        done = subprocess.run(
            ["sh", "-c", "{ yes '{\"text\":\"a<!-- b -->\"}' | head -300000 | "
             '"$0" jsonl "$1"; echo $? >status; } | head -n 3', SMAC, jobs],
            capture_output=True, timeout=60)
        expect(done.stdout.count(b"\n") == 3 and done.stderr == b"", done)
        expect(open("status").read() == "3\n")


@test
def a_broken_output_is_noticed():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([SMAC, "jsonl"], input=b'{"text":"a"}\n',
                              stdout=full, stderr=subprocess.PIPE)
    expect(done.returncode == 3, done)
    expect(b"stdout: No space left" in done.stderr, done)
    done = subprocess.run(["sh", "-c", '"$0" jsonl < .', SMAC],
                          capture_output=True)
    expect(done.returncode == 3 and b"stdin: Is a directory" in done.stderr)


@test
def a_crash_costs_one_record():
    lines = [{"id": i, "text": "t%d" % i + (CRASH if i % 37 == 5 else "")}
             for i in range(400)]
    for jobs in ("-j1", "-j4"):
        records, status = values(lines, jobs, env=build("crasher"))
        expect(status == 3 and len(records) == 400, status, len(records))
        for i, record in enumerate(records):
            expect(record["id"] == i, record)
            if i % 37 == 5:
                expect(reason(record) == "crashed", record)
                expect(record["text"] is None, record)
                # in the sandbox abort cannot signal, and ends by a fault
                expect("ended by signal" in record["smac"]["error"]["text"],
                       record)
            else:
                expect(record["text"] == "t%d\n" % i, record)


@test
def a_killed_worker_is_replaced():
    """In the middle of a document, which then has an error."""
    for jobs in ("-j1", "-j3"):
        process = start(jobs, env=build("crasher"))
        for i in range(6):
            say(process, {"id": i, "text": "a"})
        expect([hear(process)["id"] for _ in range(6)] == list(range(6)))
        for i in range(3):
            say(process, {"id": i, "text": "STOP-HERE" if i == 1 else "b"})
        expect(hear(process)["text"] == "b\n")
        time.sleep(0.3)
        workers = workers_of(process)
        expect(len(workers) == int(jobs[2:]) or jobs == "-j3", workers)
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        record = hear(process)
        expect(record is not None and reason(record) == "crashed", record)
        expect(record["id"] == 1 and "signal 9" in
               record["smac"]["error"]["text"], record)
        record = hear(process)
        expect(record is not None and record["id"] == 2, record)
        say(process, {"id": 9, "text": "c"})
        expect(hear(process)["text"] == "c\n")
        status, rest = end(process)
        expect(status == 3 and rest == b"", status, rest)


@test
def an_idle_worker_may_die():
    process = start("-j2")
    for i in range(20):
        say(process, {"text": "a%d" % i})
        expect(hear(process)["text"] == "a%d\n" % i)
        for pid in workers_of(process):
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    status, rest = end(process)
    expect(status == 0 and rest == b"", status, rest)


@test
def workers_that_are_killed_all_the_time():
    """Every record is answered once and in order, whatever is killed when."""
    r = random.Random(4)
    text = "word <!-- x --> " * 300
    lines = [dumps({"id": i, "text": text}).encode() + b"\n"
             for i in range(3000)]
    process = start("-j4")
    stop = threading.Event()

    def kill():
        while not stop.is_set():
            try:
                pids = workers_of(process)
                if pids:
                    os.kill(r.choice(pids), signal.SIGKILL)
            except (OSError, ValueError):
                pass
            time.sleep(r.random() * 0.02)

    killer = threading.Thread(target=kill, daemon=True)
    writer = threading.Thread(target=lambda: (
        [process.stdin.write(l) for l in lines], process.stdin.close()),
        daemon=True)
    killer.start()
    writer.start()
    records = [json.loads(l) for l in process.stdout]
    stop.set()
    status = process.wait()
    expect([r.get("id") for r in records if "id" in r] ==
           [i for i, r in enumerate(records) if "id" in r])
    expect(len(records) == len(lines), len(records))
    wrong = [r for r in records if reason(r) is not None]
    expect(all(reason(r) == "crashed" for r in wrong), wrong[:2])
    expect(status == (3 if wrong else 0), status)
    expect(len(wrong) < 300, len(wrong))


@test
def no_process_outlives_its_parent():
    process = start("-j4", env=build("crasher"))
    for i in range(4):
        say(process, {"text": "STOP-HERE"})
    time.sleep(0.5)
    workers = workers_of(process)
    expect(len(workers) >= 1, workers)
    process.kill()
    process.wait()
    time.sleep(0.3)
    alive = [pid for pid in workers if os.path.exists("/proc/%d" % pid) and
             " Z " not in open("/proc/%d/stat" % pid).read()]
    expect(alive == [], alive)


@test
def where_no_process_can_be_made_records_are_answered():
    records, status = values([{"text": "a"}] * 3,
                             env=dict(build("crasher"), NO_FORK="1"))
    expect([reason(r) for r in records] == ["crashed"] * 3, records)
    expect("no process" in records[0]["smac"]["error"]["text"], records)
    expect(status == 3, status)


def peak_memory(lines, *options):
    """VmHWM of each process, in KiB, while so many lines go through."""
    process = start(*options)
    peak = {}

    def watch():
        while process.poll() is None:
            for pid in [process.pid] + workers_of_safe(process):
                try:
                    for line in open("/proc/%d/status" % pid):
                        if line.startswith("VmHWM"):
                            peak[pid] = int(line.split()[1])
                except OSError:
                    pass
            time.sleep(0.01)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    reader = threading.Thread(
        target=lambda: [None for _ in process.stdout], daemon=True)
    reader.start()
    for line in lines:
        process.stdin.write(line)
    process.stdin.close()
    process.wait()
    watcher.join()
    return max(peak.values())


def workers_of_safe(process):
    try:
        return workers_of(process)
    except (OSError, ValueError):
        return []


@test
def memory_does_not_grow():
    """bench/jsonl does this with a gigabyte."""
    lines = [dumps({"id": i, "text": t}).encode() + b"\n"
             for i, t in enumerate(readmes(60))]
    short = peak_memory(lines * 4, "-j2")
    long = peak_memory(lines * 40, "-j2")
    expect(long < 64 << 10, long)
    expect(long < short * 1.1 + 1024, short, long)


@test
def long_lines():
    """A line of 100 MB is a matter of --max-line; what one worker needed for a
    long one is given back."""
    huge = b'{"text":"a","x":"' + b"y" * (100 << 20) + b'"}'
    records, status = values([huge, {"text": "b"}])
    expect(status == 3 and reason(records[0]) == "line-too-long", status)
    expect(records[1]["text"] == "b\n")
    back, status = jsonl([huge, {"text": "b"}], "--max-line=101M", "-j1")
    expect(status == 0 and len(back[0]) > 100 << 20, status)
    expect(back[0].startswith(b'{"text":"a\\n","x":"yyy'))
    expect(json.loads(back[1])["text"] == "b\n")


@test
def without_memory_lines_are_whole_and_nothing_dies():
    """Whichever allocation fails: what comes out is records, a record is the
    right one or an error, and the parent ends by itself."""
    texts = readmes(5)
    lines = [{"id": i, "text": t} for i, t in enumerate(texts)] + [b"bad"]
    right = [json.loads(l) for l in jsonl(lines, "--offsets")[0]]
    for options in (["-j1", "--offsets"], ["-j2", "--offsets", "-a", "log"]):
        for at in list(range(0, 60)) + list(range(60, 3000, 150)):
            for every in ("", "40"):
                environment = dict(build("starver"), STARVE_AT=str(at))
                if every:
                    environment["STARVE_EVERY"] = every
                if os.path.exists("log"):
                    os.unlink("log")
                check_starved(lines, right, options, environment)


def check_starved(lines, right, options, environment):
    data = b"".join((l if isinstance(l, bytes) else dumps(l).encode()) + b"\n"
                    for l in lines)
    done = subprocess.run([SMAC, "jsonl", *options], input=data,
                          capture_output=True, env=environment, timeout=60)
    where = environment["STARVE_AT"], environment.get("STARVE_EVERY"), options
    # the loader, which has no other way, ends the process
    expect(done.returncode in (2, 3) or
           (done.returncode == 127 and done.stdout == b""),
           where, done.returncode, done.stderr)
    back = done.stdout.split(b"\n")
    expect(back.pop() == b"" and len(back) <= len(lines), where, len(back))
    for record, wanted in zip(map(json.loads, back), right):
        expect(record == wanted or (reason(record) is not None and
                                    record.get("text") is None), where, record)
