# SPDX-License-Identifier: MIT
"""What a record says: its fields, its bytes, its schema."""
import gzip
import hashlib
import json
import os
import re
import shutil

import jsonschema

from tools import (corpus, expect, HOSTILE, KEY, lines_of, read,
                   records_of, ROOT, run, some_documents, span_bytes, test,
                   write)


@test
def records_are_what_the_schema_says():
    with open(ROOT + "/share/smac-audit.schema.json") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    write("key", KEY)
    some_documents()
    write("packed.md", gzip.compress(HOSTILE))
    write("wide.md", b"\xff\xfe" + "a <!-- b -->".encode("utf-16-le"))
    run("-a", "log", *corpus())
    for more in (["--audit-content=excerpt"], ["--audit-content=hash"],
                 ["--profile=github", "--details=drop", "-tmarkdown"],
                 ["--profile=browser", "--keep=all", "--details=expand"]):
        run("-a", "log", *more, "hostile.md", "packed.md", "wide.md")
    write("log", read("log")[:-100])
    run("-a", "log", "comment.md")
    os.rename("log", "log.1")
    run("-a", "log", "comment.md")
    run("-a", "keyed.gz", "--audit-key=key", "hostile.md")
    seen = {}
    for name in ("log.1", "log", "keyed.gz"):
        for line in lines_of(name):
            if name == "log.1" and not line.endswith(b"}"):
                continue
            record = json.loads(line)
            errors = [e.message for e in judge.iter_errors(record)]
            expect(not errors, errors[:1], line)
            seen.setdefault(record["event"]["action"], record)
            for path in paths_of(record):
                seen.setdefault(path, record)
    for path in ("span-discarded", "document-filtered", "audit-repaired",
                 "audit-continued", "smac.span.base64", "smac.span.decoded",
                 "smac.raw.sha256", "smac.decoding", "smac.chain.key",
                 "smac.repair.unfinished", "smac.continues"):
        expect(path in seen, "no record has", path)
    for record in [seen[k] for k in seen if "-" in k]:
        refuses_other_records(judge, record)
    man = read(ROOT + "/man/smac-audit.5").decode().replace("\\", "")
    for path in (k for k in seen if "." in k or k == "@timestamp"):
        if path.startswith("smac.discarded."):
            continue
        expect(path in man, path, "is not in smac-audit(5)")


def paths_of(value, before=""):
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from paths_of(inner, before + key + ".")
        else:
            yield before + key


def refuses_other_records(judge, record):
    """Without any one member, or with one more, it is none."""
    optional = {"decoded", "base64", "key", "raw", "decoding", "options",
                "html-comment"}

    def objects(value, known):
        if isinstance(value, dict):
            yield value, known
            for key, inner in value.items():
                yield from objects(inner, known and key != "discarded")

    count = len(list(objects(record, True)))
    for i in range(count):
        copy = json.loads(json.dumps(record))
        inner, known = list(objects(copy, True))[i]
        inner["surprise"] = 1
        expect(not judge.is_valid(copy), "valid with one member more", copy)
        for key in [k for k in inner if k != "surprise" and known]:
            copy = json.loads(json.dumps(record))
            inner = list(objects(copy, True))[i][0]
            if key in optional or (key == "repair" and "continues" in inner):
                continue
            del inner[key]
            expect(not judge.is_valid(copy), "valid without", key, copy)


@test
def what_the_header_lists_is_documented():
    with open(ROOT + "/include/smac.h") as file:
        header = file.read()
    with open(ROOT + "/share/smac-audit.schema.json") as file:
        known = json.load(file)["$defs"]["reason"]["enum"]
    rows = re.search(r"#define SMAC_REASONS\(X\)(.*?)enum", header, re.S)
    reasons = re.findall(r'X\(\w+, *"([a-z0-9-]+)"', rows.group(1))
    expect(reasons and sorted(reasons) == sorted(known),
           "share/smac-audit.schema.json: reasons", set(reasons) ^ set(known))
    rows = re.search(r"#define SMAC_FAULTS\(X\)(.*?)enum", header, re.S)
    kinds = re.findall(r'X\(\w+, *"(\w+)"', rows.group(1))
    man = read(ROOT + "/man/smac-audit.1").decode()
    expect(sorted(re.findall(r"^\.It Cm (\w+)$", man, re.M)) ==
           sorted(kinds), "smac-audit(1): kinds of faults", kinds)


@test
def lines_are_printable_ascii_and_canonical():
    some_documents()
    names = ["hostile.md", "\x1b[31m\u202e.md", "<script>&.md"]
    for name in names[1:]:
        shutil.copy("hostile.md", name)
    write(b"\xff\x9b.md", HOSTILE)
    run("-a", "log", *names, b"\xff\x9b.md")
    for line in lines_of("log"):
        expect(re.fullmatch(rb"[ -%'-;=?-~]*", line), "unsafe", line)
        expect(json.dumps(json.loads(line), sort_keys=True,
                          separators=(",", ":"))
               .replace("<", "\\u003c").replace(">", "\\u003e")
               .replace("&", "\\u0026").replace("\x7f", "\\u007f")
               == line.decode(), "not as canonical", line)


@test
def bytes_at_each_offset_are_those_of_the_record():
    for path in corpus():
        done = run("-a", "log", path)
        source = read(path)
        if done.returncode != 0:
            continue
        records = records_of("log")
        os.unlink("log")
        document = records[-1]
        if "decoding" in document["smac"]:
            continue
        total = document["smac"]["shown"] + document["smac"]["syntax"]
        for reason in document["smac"]["discarded"].values():
            total += reason["bytes"]
        expect(total == len(source) == document["file"]["size"], path)
        expect(document["file"]["hash"]["sha256"] ==
               hashlib.sha256(source).hexdigest(), path)
        expect(document["smac"]["output"]["sha256"] ==
               hashlib.sha256(done.stdout).hexdigest(), path)
        end = 0
        for record in records[:-1]:
            span = record["smac"]["span"]
            there = source[span["offset"]:span["offset"] + span["length"]]
            expect(span["offset"] >= end, path, record)
            end = span["offset"] + span["length"]
            expect(span_bytes(span) == there, path, record)
            expect(span["sha256"] == hashlib.sha256(there).hexdigest(), path)
