# SPDX-License-Identifier: MIT
"""The audit of one run and of many: one chain in the order of the documents,
a log a partition, and what an auditor finds when something is gone."""
import hashlib
import json
import os
import re
import shutil

from tools import (KEY, expect, faulty, hash_of, holds, read, records_of, run,
                   test, verify, write)
from stage import CRASH, build, dumps, jsonl, readmes, reason, values


def documents_of(records):
    return [r for r in records if r["event"]["action"] == "document-filtered"]


def plain(records):
    """Without what depends on when it was written."""
    for record in records:
        for path in (("@timestamp",), ("event", "hash"),
                     ("smac", "chain", "previous")):
            at = record
            for key in path[:-1]:
                at = at[key]
            at.pop(path[-1])
    return records


@test
def the_audit_is_one_chain_in_the_order_of_the_lines():
    texts = readmes(25)
    lines = [{"text": t} for t in texts] * 2
    lines[7] = b"not json"
    logs = []
    for jobs in ("-j1", "-j4"):
        jsonl(lines, jobs, "-a", "log" + jobs, "--stdin-name=part")
        holds("log" + jobs)
        records = records_of("log" + jobs)
        previous = "0" * 64
        for record in records:
            expect(record["smac"]["chain"]["previous"] == previous)
            previous = record["event"]["hash"]
            expect(hash_of(record) == previous)
        names = [r["file"]["path"] for r in documents_of(records)]
        expect(names == ["part:%d" % i for i in range(1, len(lines) + 1)
                         if i != 8], names[:9])
        logs.append(plain(records))
    expect(logs[0] == logs[1])


@test
def the_audit_is_that_of_the_filter():
    text = readmes(3)[2] + "\n\ud83d <!-- a --> \U000E0041\U000E0042\n"
    source = text.encode("utf-8", "surrogatepass")
    for more in ([], ["--audit-content=hash", "--to=markdown"]):
        for name in ("one", "two"):
            if os.path.exists(name):
                os.unlink(name)
        run("-a", "one", "--stdin-name=x:1", *more, data=source)
        run("jsonl", "-a", "two", "--stdin-name=x", *more,
            data=json.dumps({"text": text}).encode() + b"\n")
        one, two = plain(records_of("one")), plain(records_of("two"))
        expect(len(one) == len(two) > 3 and one == two, more)
    write("source.md", source)
    holds("--source=source.md", "two")


@test
def keys_and_gzip_as_in_the_filter():
    write("key", KEY)
    lines = [{"text": "a<!-- b -->%d" % i} for i in range(20)]
    for name in ("log", "log.gz"):
        jsonl(lines, "-a", name, "--audit-key=key", "--audit-sync", "-j2")
        holds("--audit-key=key", name)
        expect(len(records_of(name)) == 40)
        # a second run goes on in the same chain
        jsonl(lines, "-a", name, "--audit-key=key")
        holds("--audit-key=key", name)
        records, status = values(lines, "-a", name)
        expect(status == 3 and all(reason(r) == "not-audited" for r in records))
        expect(all("text" not in r for r in records))


@test
def what_cannot_be_audited_is_not_told():
    lines = [{"id": i, "text": "a%d<!-- b -->" % i} for i in range(6)]
    done = run("jsonl", "-a", "/dev/full", data=b"".join(
        dumps(l).encode() + b"\n" for l in lines))
    records = [json.loads(l) for l in done.stdout.splitlines()]
    expect([reason(r) for r in records] == ["not-audited"] * 6, records)
    expect(b"a0" not in done.stdout and done.returncode == 3, done)
    expect(done.stderr.count(b"/dev/full") == 1, done.stderr)
    records, status = values(lines, "-a", "none/log")
    expect(records == [] and status == 3, status)


@test
def a_document_that_crashed_is_in_no_audit():
    lines = [{"text": "a"}, {"text": "<!-- x -->" + CRASH}, {"text": "b"}]
    values(lines, "-a", "log", "-j2", env=build("crasher"))
    holds("log")
    names = [r["file"]["path"] for r in records_of("log")]
    expect(names == ["-:1", "-:3"], names)


def partitions(count=5, each=12):
    """Runs over parts of one set, as an engine starts them."""
    texts = readmes(count * each)
    parts = []
    for p in range(count):
        lines = [{"id": "%d/%d" % (p, i), "text": texts[(p * each + i) %
                                                       len(texts)]}
                 for i in range(each)]
        back, status = jsonl(lines, "-j1", "--audit-dir=logs",
                             "--stdin-name=part-%d" % p)
        expect(status == 0 and len(back) == each)
        parts.append(write("part-%d.jsonl" % p, b"\n".join(back) + b"\n"))
    return parts


@test
def partitions_have_logs_of_their_own():
    parts = partitions()
    names = sorted(os.listdir("logs"))
    expect(len(names) == 5 and all(n.endswith(".jsonl") for n in names), names)
    expect(oct(os.stat("logs").st_mode & 0o777) == "0o700")
    lines = holds("logs")
    expect(len(lines) == 6, lines)
    for line, name in zip(lines, names):
        expect(line.startswith(name + ": ") and line.endswith(
            "of 12 documents: the audit holds"), line)
    total = sum(len(records_of("logs/" + n)) for n in names)
    expect(lines[-1] == "5 logs: %d records of 60 documents: the audit holds"
           % total, lines[-1])
    covers = ["--covers=" + p for p in parts]
    lines = holds("logs", *covers)
    expect(lines[-2] == "60 of 60 released records are covered", lines)


@test
def what_is_gone_is_noticed():
    parts = partitions(4, 6)
    heads = run("audit", "head", "logs").stdout
    expect(heads.count(b"\n") == 4, heads)
    write("heads", heads)
    names = sorted(os.listdir("logs"))
    holds("logs", "--heads=heads")
    shutil.copytree("logs", "whole")

    def fresh():
        shutil.rmtree("logs")
        shutil.copytree("whole", "logs")

    def finds(what, *options):
        status, lines = verify("logs", *options)
        expect(status == 1 and any(what in l for l in lines), what, lines)
        expect("does not hold" in lines[-1], lines[-1])

    os.unlink("logs/" + names[1])
    finds(names[1] + ": missing: ", "--heads=heads")
    holds("logs")
    finds("uncovered: ", "--covers=" + parts[0], "--covers=" + parts[1],
          "--covers=" + parts[2], "--covers=" + parts[3])
    fresh()
    log = read("logs/" + names[2]).splitlines(True)
    last = max(i for i, l in enumerate(log[:-1])
               if b'"document-filtered"' in l)
    write("logs/" + names[2], b"".join(log[:last + 1]))
    finds(": cut: ", "--heads=heads")
    holds("logs")
    fresh()
    write("logs/" + names[0], read("logs/" + names[3]) * 2)
    finds(names[0], "--heads=heads")
    fresh()
    write("logs/extra.jsonl", read("logs/" + names[3]))
    finds("extra.jsonl: unlisted: ", "--heads=heads")
    fresh()
    write("logs/" + names[0], b"")
    finds(": cut: ", "--heads=heads")
    fresh()
    write("logs/" + names[0], read("logs/" + names[0]).replace(
        b'"line":', b'"line":1', 1))
    finds(names[0] + ":", "--heads=heads")
    finds(": edited: ")


@test
def each_record_needs_a_document_of_its_own():
    back, _ = jsonl([{"text": "same<!-- x -->"}], "--audit-dir=logs")
    write("once", back[0] + b"\n")
    write("twice", back[0] + b"\n" + back[0] + b"\n")
    holds("logs", "--covers=once")
    write("forged", back[0].replace(b'"output":"', b'"output":"0') + b"\n")
    write("other", re.sub(rb'("output":")..', rb"\g<1>00", back[0]) + b"\n")
    for name, what in (("twice", "twice:2: uncovered: "),
                       ("forged", "forged:1: unknown: "),
                       ("other", "other:1: uncovered: ")):
        status, lines = verify("logs", "--covers=" + name)
        expect(status == 1 and what in "\n".join(lines), lines)
    bad, _ = jsonl([b"bad", {"id": 1, "text": 7}])
    write("errors", b"\n".join(bad) + b"\n")
    lines = holds("logs", "--covers=errors")
    expect(lines[-2] == "0 of 0 released records are covered", lines)
    for stranger in (b'{"text":"a"}', b"x", b'{"smac":{"sha256":{"input":1}}}'):
        write("stranger", stranger + b"\n")
        status, lines = verify("logs", "--covers=stranger")
        expect(status == 1 and "stranger:1: unknown: " in lines[-3], lines)


@test
def empty_partitions_have_empty_logs():
    _, status = jsonl([], "--audit-dir=logs")
    expect(status == 0 and len(os.listdir("logs")) == 1)
    lines = holds("logs")
    expect(lines[-1] == "1 logs: 0 records of 0 documents: the audit holds",
           lines)
    heads = run("audit", "head", "logs").stdout
    expect(heads.startswith(b"0:" + b"0" * 64 + b"  "), heads)
    write("heads", heads)
    holds("logs", "--heads=heads")
    os.mkdir("none")
    expect(holds("none")[-1].startswith("0 logs: 0 records"))


@test
def folders_and_files_are_not_mixed():
    jsonl([{"text": "a"}], "--audit-dir=logs")
    name = "logs/" + os.listdir("logs")[0]
    for arguments in (["logs", name], ["logs", "logs"], ["--heads=x", name],
                      ["--covers=x", name], ["--head=1:ab", "logs"],
                      ["--source=x", "logs"]):
        done = run("audit", "verify", *arguments)
        expect(done.returncode == 2 and done.stdout == b"", arguments, done)
    for arguments in (["logs", "--heads=none"], ["logs", "--covers=none"]):
        expect(run("audit", "verify", *arguments).returncode == 3, arguments)
    write("heads", b"nonsense\n")
    expect(run("audit", "verify", "logs", "--heads=heads").returncode == 3)


@test
def hidden_names_are_no_logs():
    """What Hadoop and editors leave; hostile names are shown as notation."""
    jsonl([{"text": "a"}], "--audit-dir=logs")
    for name in ("_SUCCESS", ".part.crc"):
        write("logs/" + name, b"x\n")
    os.mkdir("logs/folder")
    expect(holds("logs")[-1].startswith("1 logs: "))
    write("logs/a\n\x1b[31m", b"")
    write("heads", run("audit", "head", "logs").stdout)
    expect(b"a\\n\\u{1b}[31m" in read("heads") or
           b"a\\n\\x1b[31m" in read("heads"), read("heads"))
    holds("logs", "--heads=heads")
