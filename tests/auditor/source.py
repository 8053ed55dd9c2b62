# SPDX-License-Identifier: MIT
"""The records against the source that they are about."""
import gzip
import json
import os

from tools import (dump, expect, first_fault, forge, holds, HOSTILE,
                   records_of, run, some_documents, test, verify, write)


def leaves(value, path=()):
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from leaves(inner, path + (key,))
        else:
            yield path + (key,), inner


@test
def every_field_is_derived_anew_from_the_source():
    """What a forger of the whole chain changes, the source gives away."""
    some_documents()
    write("packed.md", gzip.compress(HOSTILE + b"more"))
    own = {"@timestamp", "path", "hash", "previous", "sequence", "key"}
    for more in ([], ["--profile=github", "--keep=alt", "-tmarkdown"],
                 ["--audit-content=excerpt"], ["--audit-content=hash"]):
        for name in ["hostile.md"] + (["packed.md"] if not more else []):
            if os.path.exists("log"):
                os.unlink("log")
            run("-a", "log", *more, name)
            holds("--source", name, "log")
            records = records_of("log")
            for i, record in enumerate(records):
                for path, value in leaves(record):
                    if path[-1] in own or path[-1] in ("dataset", "schema",
                                                       "action", "max_depth"):
                        continue
                    forged = json.loads(json.dumps(records))
                    inner = forged[i]
                    for key in path[:-1]:
                        inner = inner[key]
                    inner[path[-1]] = (value + 1 if isinstance(value, int) else
                                       ["alt", "info"] if value == [] else
                                       [] if isinstance(value, list) else
                                       value[:-1] + ("0" if value[-1:] != "0"
                                                     else "1"))
                    write("new", dump(forge(forged)))
                    found = first_fault("--source", name, "new")
                    expect(found is not None, path, "is not derived")


@test
def the_source_tells_what_records_leave_out():
    some_documents()
    run("-a", "log", "hostile.md", "comment.md")
    records = records_of("log")
    for i, record in enumerate(records):
        if record["event"]["action"] != "span-discarded":
            continue
        fewer = json.loads(json.dumps(records))
        del fewer[i]
        for number, other in enumerate(fewer, 1):
            other["event"]["sequence"] = number
        write("new", dump(forge(fewer)))
        status, lines = verify("--source=hostile.md", "--source=comment.md",
                               "new")
        expect(status == 1 and any(": untold: no record tells of " +
                                   record["event"]["reason"] in line
                                   for line in lines), i, lines)
        more = json.loads(json.dumps(records))
        more.insert(i, json.loads(json.dumps(record)))
        more[i]["smac"]["span"]["offset"] += 1
        for number, other in enumerate(more, 1):
            other["event"]["sequence"] = number
        write("new", dump(forge(more)))
        status, lines = verify("--source=hostile.md", "--source=comment.md",
                               "new")
        expect(status == 1 and any(": untrue: " in line for line in lines), i)
    write("other.md", HOSTILE + b"\n")
    found = first_fault("--source=other.md", "log")
    expect(found is not None and found[2] == "untold", found)
