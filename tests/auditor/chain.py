# SPDX-License-Identifier: MIT
"""The chain: what was edited, removed, inserted, displaced or forged."""
import json
import random
import re
import subprocess
import sys

from tools import (dump, expect, first_fault, forge, hash_of, holds, KEY,
                   lines_of, read, records_of, ROOT, run, some_documents, test,
                   verify, write)


@test
def others_can_verify_the_chain():
    some_documents()
    write("key", KEY)
    run("-a", "log", "hostile.md", "comment.md")
    run("-a", "log", "plain.md", "comment.md")
    run("-a", "keyed", "--audit-key=key", "hostile.md", "comment.md")
    for name, key in (("log", None), ("keyed", KEY)):
        previous = "0" * 64
        for number, record in enumerate(records_of(name), 1):
            expect(record["event"]["sequence"] == number)
            expect(record["smac"]["chain"]["previous"] == previous)
            previous = record["event"]["hash"]
            expect(hash_of(record, key) == previous, name, record)
    # the program that smac-audit(5) shows
    man = read(ROOT + "/man/smac-audit.5").decode()
    program = re.search(r"\.Bd [^\n]*\n(import .*?)\.Ed", man, re.S).group(1)
    check = [sys.executable, "-c", program.replace("\\e", "\\"), "log"]
    expect(subprocess.run(check).returncode == 0, "the manual's program")
    write("log", read("log").replace(b'"line":1', b'"line":2', 1))
    expect(subprocess.run(check, stderr=subprocess.DEVNULL).returncode != 0,
           "the manual's program is too kind")


@test
def the_first_record_that_was_touched_is_named():
    some_documents()
    run("-a", "log", "hostile.md", "comment.md", "plain.md", "comment.md")
    lines = read("log").splitlines(True)
    count = len(lines)
    expect(count > 12)
    for i in range(count):
        number = i + 1
        edited = list(lines)
        edited[i] = edited[i].replace(b'"path":"', b'"path":"x')
        write("new", b"".join(edited))
        expect(first_fault("new") == (number, number, "edited"), "edit", i)
        head = run("audit", "head", "log").stdout.decode().strip()
        write("new", b"".join(lines[:i] + lines[i + 1:]))
        if i + 1 < count:
            expect(first_fault("new") == (number + 1, number, "missing"),
                   "delete", i, verify("new"))
        else:
            expect(first_fault("--head", head, "new")[2] == "cut" or
                   first_fault("new")[2] == "unfinished", "delete the last")
        if i + 1 < count:
            swapped = list(lines)
            swapped[i:i + 2] = [lines[i + 1], lines[i]]
            write("new", b"".join(swapped))
            found = first_fault("new")
            expect(found is not None and found[1] == number, "swap", i,
                   verify("new"))
            if 0 < i < count - 2:
                expect(found == (number + 1, number, "reordered"), "swap", i,
                       verify("new"))
        for j in range(0, count, 3):
            write("new", b"".join(lines[:i] + [lines[j]] + lines[i:]))
            found = first_fault("new")
            expect(found is not None and abs(found[1] - number) <= 1 and
                   found[2] in ("inserted", "reordered"), "insert", j, "at", i,
                   verify("new"))


@test
def hashes_made_anew_do_not_hide_an_edit():
    some_documents()
    run("-a", "log", "hostile.md", "comment.md", "plain.md")
    head = run("audit", "head", "log").stdout.decode().strip()
    count = len(records_of("log"))
    for i in range(count):
        # one record, with its own hash
        records = records_of("log")
        records[i]["log"]["level"] = "none"
        records[i]["event"]["hash"] = hash_of(records[i])
        write("new", dump(records))
        found = first_fault("--head", head, "new")
        expect(found is not None and (found[0] in (i + 1, 0)), i, found)
        if i + 1 < count:
            expect(found[:2] == (i + 1, i + 1) and found[2] == "edited", found)
        # the whole chain: only the head, or the source, can tell
        records = records_of("log")
        records[i]["log"]["level"] = "none"
        write("new", dump(forge(records)))
        holds("new")
        expect(first_fault("--head", head, "new")[2] == "replaced", i)
        records[i]["log"]["level"] = "sure"
        sources = ["--source=hostile.md", "--source=comment.md",
                   "--source=plain.md"]
        write("new", dump(forge(records)))
        expect(first_fault(*sources, "new") == (i + 1, i + 1, "untrue"), i,
               verify(*sources, "new"))
    holds("--head", head, "log")


@test
def without_the_key_nothing_can_be_forged():
    some_documents()
    write("key", KEY)
    write("other", KEY[::-1])
    run("-a", "log", "--audit-key=key", "comment.md", "plain.md")
    holds("--audit-key=key", "log")
    expect(first_fault("log")[2] == "key")
    expect(first_fault("--audit-key=other", "log")[2] == "key")
    for i in range(len(records_of("log"))):
        records = records_of("log")
        records[i]["log"]["level"] = "none"
        write("new", dump(forge(records)))
        expect(first_fault("--audit-key=key", "new") is not None)
        for record in records:
            del record["smac"]["chain"]["key"]
        write("new", dump(forge(records)))
        expect(first_fault("--audit-key=key", "new") == (1, 1, "key"))
    # one key a file: the weakest record would be the way in
    for more in ([], ["--audit-key=other"]):
        done = run("-a", "log", *more, "comment.md")
        expect(done.returncode == 3 and done.stdout == b"", done)
    run("-a", "plainlog", "comment.md")
    done = run("-a", "plainlog", "--audit-key=key", "comment.md")
    expect(done.returncode == 3 and done.stdout == b"", done)
    for size in (0, 15, 4097):
        write("bad", b"x" * size)
        done = run("-a", "fresh", "--audit-key=bad", "comment.md")
        expect(done.returncode == 3 and done.stdout == b"", size)


@test
def no_change_of_bytes_goes_unnoticed():
    """Unless every JSON reader reads the same."""
    dice = random.Random(4)
    some_documents()
    run("-a", "log", "hostile.md", "comment.md")
    content = read("log")

    def pairs(items):
        expect(len(dict(items)) == len(items), "a name twice")
        return dict(items)

    for _ in range(500):
        changed = bytearray(content)
        at = dice.randrange(len(changed))
        how = dice.randrange(4)
        if how == 0:
            changed[at] = dice.choice(b"{}[]\",:0123456789abcdefu\\ \t\n-+.e\0\xff'")
        elif how == 1:
            del changed[at]
        elif how == 2:
            changed.insert(at, changed[dice.randrange(len(changed))])
        else:
            changed[at] ^= 1 << dice.randrange(8)
        if changed == content:
            continue
        write("new", bytes(changed))
        status, lines = verify("new")
        if status == 0:
            same = [json.loads(line, object_pairs_hook=pairs)
                    for line in bytes(changed).splitlines()]
            expect(same == records_of("log"), "unnoticed at", at, how)


@test
def lookalikes_are_not_records():
    some_documents()
    run("-a", "log", "comment.md")
    line = lines_of("log")[0].decode()
    for new in (line.replace('{"@', '{"event":{},"@', 1),
                line.replace('"sequence":1', '"sequence":1,"sequence":1'),
                line.replace('"sequence":1', '"sequence":1.0'),
                line.replace('"sequence":1', '"sequence":1e0'),
                line.replace('"sequence":1', '"sequence":01'),
                line.replace('"sequence":1', "'sequence':1"),
                line.replace('"kind"', '"kin\\u0064"'),
                line.replace('"kind"', '"kind\\u0000"'),
                line.replace('comment.md', 'comment\\ud800.md'),
                line.replace('comment.md', 'comment\x01.md'),
                line + " x", line + "{}", "[" + line + "]"):
        write("new", new.encode() + b"\n")
        status, lines = verify("new")
        expect(status == 1 and ": inserted: is no record" in lines[0], lines)
    # the same value, written otherwise: what log pipelines do
    write("new", "".join(json.dumps(r, indent=None, ensure_ascii=False) + "\n"
                         for r in records_of("log")))
    holds("new")
