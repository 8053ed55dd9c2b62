# SPDX-License-Identifier: MIT
"""Many writers at once, killed, and rotated under."""
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
import zlib

from tools import (expect, first_fault, holds, KEY, lines_of, read, records_of,
                   run, SMAC, some_documents, test, verify, write)


def start(*arguments):
    return subprocess.Popen([SMAC, *arguments], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


@test
def a_hundred_writers_make_one_chain():
    some_documents()
    write("key", KEY)
    for name, more in (("log", []), ("log.gz", ["--audit-sync"]),
                       ("keyed", ["--audit-key=key"])):
        writers = [start("-a", name, *more, "comment.md", "plain.md")
                   for _ in range(100)]
        for writer in writers:
            out, err = writer.communicate()
            expect(writer.returncode == 0 and b"Nothing" in out, err)
        check = more if "key" in name else []
        lines = holds(*check, "--source=comment.md", "--source=plain.md", name)
        expect(lines[-1] == "400 records of 200 documents, 200 of them derived "
               "anew: the audit holds", lines)
        numbers = [r["event"]["sequence"] for r in records_of(name)]
        expect(numbers == list(range(1, 401)), name)


@test
def killed_writers_lose_nothing():
    dice = random.Random(9)
    write("big.md", "text <!-- hidden -->\n\n" * 3000)
    texts = 0
    for name in ("log", "log.gz"):
        for _ in range(12):
            writers = [start("-a", name, "--audit-sync", "big.md")
                       for _ in range(4)]
            time.sleep(dice.random() * 0.06)
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
                out, _ = writer.communicate()
                texts += out != b""
        run("-a", name, "big.md")
        holds(name)
        documents = sum(r.startswith(b'{"@') and b'"document-filtered"' in r
                        for r in lines_of(name))
        expect(documents > texts, documents, texts)
        texts = 0
    expect(run("audit", "show", "log.gz").returncode == 0)


@test
def every_text_has_its_records_after_a_storm():
    dice = random.Random(11)
    for name in ("log", "log.gz"):
        released = set()
        for turn in range(25):
            writers = []
            for i in range(4):
                document = "%s-%d-%d.md" % (name, turn, i)
                write(document, "shown %s <!-- hidden -->\n\n" % document * 200)
                writers.append((document, start("-a", name, document)))
            time.sleep(dice.random() * 0.02)
            for document, writer in writers:
                if dice.random() < 0.7:
                    writer.send_signal(signal.SIGKILL)
                out, _ = writer.communicate()
                if out:
                    released.add(document)
        write("last.md", "the end\n")
        run("-a", name, "last.md")
        holds(name)
        audited = set()
        for line in lines_of(name):
            if b'"action":"document-filtered"' in line and line[-1:] == b"}":
                audited.add(json.loads(line)["file"]["path"])
        expect(released <= audited, released - audited)
        expect(0 < len(released) < 100, len(released))


@test
def the_chain_goes_on_when_the_file_is_rotated():
    some_documents()
    names = (("log.jsonl", ["log.jsonl.2", "log.jsonl.1"]),
             ("day.jsonl", ["day.jsonl-20261121", "day.jsonl-20261122"]),
             ("dot.jsonl", ["dot-20261121.jsonl", "dot-20261122.jsonl"]),
             ("zip.jsonl.gz", ["zip.jsonl.gz.2", "zip.jsonl.gz.1"]))
    for name, rotated in names:
        for target in rotated:
            run("-a", name, "comment.md")
            os.rename(name, target)
            if name == "day.jsonl":
                write(name, "") # as logrotate's `create` does
        run("-a", name, "comment.md")
        numbers = [r["event"]["sequence"] for n in rotated + [name]
                   for r in records_of(n)]
        expect(numbers == list(range(1, len(numbers) + 1)), name, numbers)
        holds(*rotated, name)
        lines = holds(name)
        expect(": continued: " in lines[0], lines)
        expect(first_fault(name, rotated[0]) is not None)
        expect(first_fault(rotated[0], name)[2] == "missing", name)
    # compressed by another program; torn at the end; copied, then truncated
    run("-a", "x.jsonl", "comment.md")
    write("x.jsonl.1", read("x.jsonl")[:-30])
    os.unlink("x.jsonl")
    run("-a", "x.jsonl", "comment.md")
    lines = holds("x.jsonl.1", "x.jsonl")
    expect(any(": repaired: " in line for line in lines), lines)
    subprocess.run(["gzip", "x.jsonl.1"], check=True)
    shutil.copy("x.jsonl", "x.jsonl.0")
    os.truncate("x.jsonl", 0)
    run("-a", "x.jsonl", "plain.md")
    holds("x.jsonl.1.gz", "x.jsonl.0", "x.jsonl")
    # other files are none of ours
    write("y.jsonl.head", "7:" + "0" * 64)
    run("-a", "y2.jsonl", "comment.md")
    run("-a", "y.jsonl", "comment.md")
    expect(records_of("y.jsonl")[0]["event"]["sequence"] == 1)


@test
def files_may_be_rotated_under_a_hundred_writers():
    some_documents()
    rotated = []
    writers = []
    for i in range(100):
        writers.append(start("-a", "log", "comment.md", "plain.md"))
        if i % 12 == 11:
            target = "log.%d" % (100 + i)
            try:
                os.rename("log", target)
                rotated.append(target)
            except FileNotFoundError:
                pass
    for writer in writers:
        _, err = writer.communicate()
        expect(writer.returncode == 0, err)
    last = [] if not os.path.exists("log") else ["log"]
    files = [f for f in rotated + last if os.path.getsize(f)]
    lines = holds(*files)
    expect(lines[-1].endswith(" of 200 documents: the audit holds"), lines)
    expect(len(files) > 2, files)


@test
def an_audit_can_be_read_while_it_is_written():
    some_documents()
    stop = threading.Event()

    def keep_writing():
        while not stop.is_set():
            run("-a", "log.gz", "hostile.md", "comment.md")
            time.sleep(0.01)

    run("-a", "log.gz", "plain.md")
    thread = threading.Thread(target=keep_writing)
    thread.start()
    try:
        for _ in range(15):
            holds("log.gz")
            done = run("audit", "show", "--format=json", "log.gz")
            expect(done.returncode == 0, done.stderr)
            for line in done.stdout.splitlines():
                json.loads(line)
            # zcat may meet half a member, never half a record but the last
            out = subprocess.run(["zcat", "log.gz"], capture_output=True).stdout
            for line in out.split(b"\n")[:-1]:
                json.loads(line)
    finally:
        stop.set()
        thread.join()


@test
def a_gzip_file_that_was_cut_is_read_as_far_as_it_goes():
    write("many.md", "".join("a%d <!-- %s -->\n\n" %
                             (i, hashlib.sha256(b"%d" % i).hexdigest() * 3)
                             for i in range(1500)))
    run("-a", "log.gz", "many.md")
    content = read("log.gz")
    members = content.count(b"\x1f\x8b\x08\x00")
    expect(members >= 4, "few members:", members)
    count = len(lines_of("log.gz"))
    for part in range(1, 10):
        write("cut.gz", content[:len(content) * part // 10])
        out = subprocess.run(["zcat", "cut.gz"], capture_output=True).stdout
        done = run("audit", "show", "--format=json", "cut.gz")
        whole = out.split(b"\n")[:-1]
        expect(done.returncode == 0 and done.stdout.splitlines() == whole,
               part)
        expect(abs(len(whole) - count * part // 10) < count // 5, len(whole))
        status, lines = verify("cut.gz")
        expect(status == 1 and any(": torn: " in line for line in lines),
               lines)
    # each member holds whole records
    for start_at in [m.start() for m in re.finditer(b"\x1f\x8b\x08\x00",
                                                    content)][:-1]:
        try:
            text = zlib.decompressobj(31).decompress(content[start_at:])
        except zlib.error:
            continue # not a member, only its look
        expect(text.startswith(b'{"@') and text.endswith(b"}\n"), start_at)
