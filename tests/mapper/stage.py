# SPDX-License-Identifier: MIT
"""What the tests of smac jsonl share."""
import glob
import json
import os
import subprocess

from tools import ROOT, expect, program, run

CRASH = "CRASH-HERE"


def dumps(value):
    return json.dumps(value, ensure_ascii=False)


def jsonl(lines, *options, **more):
    """The lines that come back, and the exit status. Lines are bytes, or
    values that become such."""
    data = b"".join((l if isinstance(l, bytes) else dumps(l).encode()) + b"\n"
                    for l in lines)
    done = run("jsonl", *options, data=data, **more)
    back = done.stdout.split(b"\n")
    expect(back.pop() == b"", "the last line has no end", done.stdout[-80:])
    return back, done.returncode


def values(lines, *options, **more):
    back, status = jsonl(lines, *options, **more)
    return [json.loads(l) for l in back], status


def reason(record):
    """Of an error, or None."""
    return record["smac"].get("error", {}).get("reason")


def readmes(most=40):
    """Real documents, or where none were fetched (or READMES=corpus) the
    largest of the corpus."""
    names = sorted(glob.glob(ROOT + "/tests/readmes/*.md"))
    if not names or os.environ.get("READMES") == "corpus":
        names = sorted(glob.glob(ROOT + "/corpus/*/*.md"))
        names.sort(key=os.path.getsize, reverse=True)
    return [open(n, encoding="utf-8", errors="replace").read()
            for n in sorted(names[:most])]


def filtered(text, *options):
    """What the filter says about the same text."""
    return run(*options, data=text.encode("utf-8", "surrogatepass")).stdout


def start(*options, env=None, **more):
    """A coprocess."""
    return subprocess.Popen([program(env), "jsonl", *options], env=env,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            **more)


def build(name):
    """A library to preload, from tests/mapper."""
    library = os.path.abspath("../" + name + ".so")
    if not os.path.exists(library):
        subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O1",
                        "-D_GNU_SOURCE", "-o", library,
                        "%s/tests/mapper/%s.c" % (ROOT, name)], check=True)
    return dict(os.environ, LD_PRELOAD=library)
