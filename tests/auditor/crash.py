# SPDX-License-Identifier: MIT
"""Cuts, crashes, full disks, no memory."""
import json
import os
import shutil
import signal
import subprocess

from tools import (expect, faulty, holds, KEY, read, run, SMAC, some_documents,
                   test, verify, write)


@test
def a_head_notices_every_cut():
    some_documents()
    run("-a", "log", "comment.md", "plain.md", "comment.md")
    run("-a", "log.gz", "comment.md", "plain.md", "comment.md")
    for name in ("log", "log.gz"):
        head = run("audit", "head", name).stdout.decode().strip()
        content = read(name)
        holds("--head", head, name)
        run("-a", name, "plain.md")
        holds("--head", head, name)
        for size in range(0, len(content), 37):
            cut = "cut.gz" if name.endswith("gz") else "cut"
            write(cut, content[:size])
            if size + 90 == len(content) and name.endswith("gz"):
                continue
            status, lines = verify("--head", head, cut)
            # the last bytes of a gzipped audit are no record's
            kind = ": torn: " if len(content) - size < 120 and name != "log" \
                else ": cut: "
            expect(status == 1 and any(kind in line for line in lines),
                   name, size, lines)
    for wrong in ("", "1", "1:", "1:ab", "0:" + "0" * 64, "x:" + "0" * 64,
                  "1:" + "0" * 63, "1:" + "0" * 65, "1:" + "A" * 64):
        expect(verify("--head", wrong, "log")[0] == 2, wrong)


def ends_with_a_document(name):
    last = run("audit", "show", "--format=json", name).stdout.splitlines()[-1]
    return json.loads(last)["event"]["action"] == "document-filtered"


@test
def a_crash_at_any_byte_is_seen_and_healed():
    some_documents()
    for name in ("log", "log.gz"):
        run("-a", name, "comment.md")
        before = read(name)
        run("-a", name, "comment.md", "plain.md")
        size = len(read(name)) - len(before)
        step = 11 if name == "log" else 5
        for after in range(0, size + 60, step):
            write(name, before)
            done = faulty("-a", name, "comment.md", "plain.md", die=after)
            written = read(name)
            expect(written.startswith(before), name, after)
            if done.returncode == -signal.SIGKILL and written != before:
                status, lines = verify(name)
                expect(status == 1 or ends_with_a_document(name), name, after)
            again = run("-a", name, "plain.md")
            expect(again.returncode == 0 and again.stdout != b"", again.stderr)
            holds(name)
            if name == "log":
                expect(read(name).startswith(written), "not all was kept")
            else:
                subprocess.run(["gzip", "-t", name], check=True)


@test
def a_crash_while_a_gzip_file_is_mended_loses_nothing():
    some_documents()
    run("-a", "log.gz", "comment.md", "hostile.md")
    whole = read("log.gz")
    run("-a", "log.gz", "comment.md")
    torn = read("log.gz")[:len(whole) + 200]
    write("log.gz", torn)
    run("-a", "log.gz", "plain.md")
    size = len(read("log.gz"))
    for after in range(0, size + 100, 41):
        write("log.gz", torn)
        done = faulty("-a", "log.gz", "plain.md", die=after)
        expect(done.returncode in (0, -signal.SIGKILL), done)
        now = read("log.gz")
        expect(now.startswith(whole), after, "lost what was whole")
        run("-a", "log.gz", "plain.md")
        holds("log.gz")
        for stray in os.listdir("."):
            if stray.startswith(".smac-"):
                os.unlink(stray)


@test
def on_a_full_disk_no_text_comes_out():
    some_documents()
    for name in ("log", "log.gz"):
        run("-a", name, "plain.md")
        before = read(name)
        run("-a", name, "comment.md")
        size = len(read(name)) - len(before)
        # another time of day may be packed a little smaller
        for after in range(0, size - 16 * name.endswith("gz"), 11):
            write(name, before)
            done = faulty("-a", name, "comment.md", full=after)
            expect(done.returncode == 3 and done.stdout == b"", after, done)
            expect(b"No space left" in done.stderr, done.stderr)
            expect(read(name) == before, "not taken back", after)
        # where nothing can be cut (chattr +a), it is healed
        for after in range(1, size, 53):
            write(name, before)
            done = faulty("-a", name, "comment.md", full=after, cut=1)
            expect(done.returncode == 3 and done.stdout == b"", after, done)
            run("-a", name, "comment.md")
            lines = holds(name)
            expect(any(": repaired: " in line for line in lines), lines)


@test
def without_memory_nothing_goes_wrong():
    some_documents()
    write("key", KEY)
    run("-a", "whole", "--audit-key=key", "hostile.md", "comment.md")
    run("-a", "torn.gz", "hostile.md")
    write("torn.gz", read("torn.gz")[:-120])
    commands = (
        ["-a", "log", "--audit-key=key", "hostile.md"],
        ["-a", "log.gz", "hostile.md"],
        ["audit", "verify", "--audit-key=key", "--source=hostile.md", "log"],
        ["audit", "verify", "--head=1:" + "0" * 64, "log.gz"],
        ["audit", "show", "log"], ["audit", "stats", "log.gz"],
        ["audit", "head", "log"])
    for command in commands:
        for lasting in ({}, {"lasting": 1}):
            number = 3 if lasting else 0
            while number < 5000:
                number += 29
                write("log", read("whole"))
                write("log.gz", read("torn.gz"))
                write("trace", "")
                done = faulty(*command, memory=number, trace="trace", **lasting)
                # glibc's loader exits while it loads libxml2
                expect(done.returncode in (0, 1, 2, 3) or
                       (done.returncode == 127 and done.stdout == b"" and
                        done.stderr == b"out of memory\n"),
                       command, number, done)
                if command[0] == "-a":
                    expect((done.returncode == 0) == (done.stdout != b""),
                           command, number, done)
                    run(*command)
                    holds(*command[2:-1], command[1])
                elif done.returncode == 0 and command[1] != "verify":
                    expect(done.stdout == run(*command).stdout, command, number)
                if b"memory" not in read("trace"):
                    break


@test
def text_comes_after_its_records_are_on_the_disk():
    some_documents()
    done = faulty("-a", "log", "--audit-sync", "comment.md", "plain.md",
                  trace="trace")
    order = read("trace").decode().split()
    expect(order == ["records", "sync", "folder", "text",
                     "records", "sync", "text", "text"], order)
    os.unlink("trace")
    faulty("-a", "log.gz", "--audit-sync", "comment.md", trace="trace")
    order = read("trace").decode().split()
    expect(order == ["records", "records", "sync", "folder", "text"], order)
    os.unlink("trace")
    faulty("-a", "log", "comment.md", trace="trace")
    order = read("trace").decode().split()
    expect(order == ["records", "text"], order)
    before = read("log")
    done = faulty("-a", "log", "--audit-sync", "comment.md", unsynced=1)
    expect(done.returncode == 3 and done.stdout == b"", done)
    expect(read("log") == before, "not taken back")


@test
def an_audit_that_cannot_be_written_keeps_the_text():
    some_documents()
    run("-a", "log", "plain.md")
    os.chmod("log", 0o444)
    os.chmod(".", 0o755)

    def be_nobody():
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)

    shutil.copy(SMAC, "smac") # from where nobody may come
    done = subprocess.run(["./smac", "-a", "log"], input=b"a <!-- b -->\n",
                          capture_output=True, preexec_fn=be_nobody)
    expect(done.returncode == 3 and done.stdout == b"" and
           b"Permission denied" in done.stderr, done)
    for path in ("/dev/full", ".", "none/log", "/proc/version"):
        done = run("-a", path, "comment.md")
        expect(done.returncode == 3 and done.stdout == b"", path, done)
    holds("log")
