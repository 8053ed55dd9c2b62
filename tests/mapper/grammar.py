# SPDX-License-Identifier: MIT
"""Which lines are JSON: smac's answer against that of Python's json, and what
json-c would do to the members that are to stay as they are."""
import hashlib
import json
import random
import subprocess

from tools import expect, test, write
from stage import jsonl, reason

PIECES = (b'{', b'}', b'[', b']', b',', b':', b'"', b'\\', b' ', b'\t', b'\r',
          b'"text"', b'"a"', b'""', b'"text":"x"', b'\\u0041', b'\\ud800',
          b'\\udc00', b'\\n', b'\\x', b'\\u12', b'0', b'01', b'-', b'-0', b'1.',
          b'.5', b'1.50', b'1e5', b'1E+', b'1e-07', b'123456789012345678901',
          b'true', b'True', b'null', b'NaN', b'Infinity', b'nul', b'\x00',
          b'\x1f', b'\x7f', b'\xc3\xa9', b'\xc3', b'\xf0\x9f\x98\x80', b'\xff',
          b'\xed\xa0\x80', b'\xc0\x80', b'\xf5\x80\x80\x80', b'/', b'//x', b"'",
          b'\xe2\x80\xa8', b'\xef\xbb\xbf', b'x', b'#')


def refuse(constant):
    raise ValueError(constant)


def python_reads(line):
    """Pairs with the text of their numbers; raises ValueError."""
    return json.loads(line.decode("utf-8"), parse_constant=refuse,
                      parse_float=lambda s: ("number", s),
                      parse_int=lambda s: ("number", s),
                      object_pairs_hook=lambda pairs: ("object", pairs))


def wanted_reason(line):
    try:
        value = python_reads(line)
    except (ValueError, RecursionError):
        return "not-json", None
    if not (isinstance(value, tuple) and value[0] == "object"):
        return "not-an-object", None
    keys = [k for k, _ in value[1]]
    names = [n for n in ("text", "page_content", "content", "markdown")
             if n in keys]
    if not names:
        return "no-field", None
    if keys.count(names[0]) > 1 or keys.count("smac") > 1:
        return "ambiguous", None
    if not isinstance(dict(value[1])[names[0]], str):
        return "not-text", None
    return None, value[1]


def random_value(r, depth=0):
    kind = r.randrange(9 if depth < 4 else 7)
    if kind == 0:
        return b"null"
    if kind == 1:
        return r.choice([b"true", b"false"])
    if kind < 4:
        return r.choice([b"0", b"-0", b"1.10", b"1e400", b"-1.5E-3",
                         b"12345678901234567890123"])
    if kind < 7:
        return random_string(r)
    if kind == 7:
        return b"[" + b",".join(random_value(r, depth + 1)
                                for _ in range(r.randrange(4))) + b"]"
    return random_object(r, depth + 1)


def random_string(r):
    parts = [b"x", b"\\n", b"\\u00e9", b"\\ud83d\\ude00", b"\\ud800", b"\xc3\xa9",
             b"\\\"", b"\\\\", b"\\/", b"{", b"]", b",", b":", b"'", b"\\u0000",
             b"\xf0\x9f\x98\x80", b"<!-- -->"]
    return b'"' + b"".join(r.choice(parts) for _ in range(r.randrange(6))) + b'"'


def random_object(r, depth=0):
    keys = [b'"text"', b'"te\\u0078t"', b'"smac"', b'"id"', b'"content"', b'"a"',
            b'"page_content"', b'"Text"', b'"text\\u0000"', b'"tex"', b'"texts"']
    blanks = [b"", b"", b"", b" ", b"\t", b" \r"]
    members = [r.choice(blanks) + r.choice(keys) + r.choice(blanks) + b":" +
               r.choice(blanks) + random_value(r, depth) + r.choice(blanks)
               for _ in range(r.randrange(5))]
    return b"{" + b",".join(members) + b"}"


def mutated(r, line):
    line = bytearray(line)
    for _ in range(r.randrange(3)):
        at = r.randrange(len(line) + 1)
        how = r.randrange(3)
        if how == 0:
            line[at:at] = r.choice(PIECES)
        elif how == 1:
            del line[at:at + r.randrange(1, 4)]
        else:
            line[at:at + 1] = r.choice(PIECES)
    return bytes(line).replace(b"\n", b"")


def compare(lines):
    back, _ = jsonl(lines, "-j2")
    expect(len(back) == len(lines), len(back))
    reasons = {}
    for line, answer in zip(lines, back):
        wanted, pairs = wanted_reason(line)
        record = json.loads(answer)
        reasons[wanted] = reasons.get(wanted, 0) + 1
        if reason(record) != wanted:
            expect(False, line, wanted, answer)
        elif wanted is None:
            check_members(line, pairs, python_reads(answer)[1])
    return reasons


def check_members(line, before, after):
    """All but the text and the report, in their order, digits and all."""
    field = next(n for n in ("text", "page_content", "content", "markdown")
                 if n in dict(before))
    keep = lambda pairs: [(k, None if k in (field, "smac") else v)
                          for k, v in pairs]
    left, right = keep(before), keep(after)
    if ("smac", None) not in left:
        left.append(("smac", None))
    expect(left == right, line, after)


@test
def smac_and_python_agree_what_json_is():
    r = random.Random(1)
    lines = [b"".join(r.choice(PIECES) for _ in range(r.randrange(1, 8)))
             for _ in range(6000)]
    lines += [mutated(r, random_object(r)) for _ in range(14000)]
    lines += [b'{"text":"a","x":' + random_value(r) + b"}" for _ in range(3000)]
    lines += [b'{"text":"a","x":' + mutated(r, random_value(r)) + b"}"
              for _ in range(5000)]
    # a byte order mark at the very front is no part of the first line
    reasons = compare([b"{}"] + [l for l in lines if b"\n" not in l])
    for name in (None, "not-json", "not-an-object", "no-field", "ambiguous",
                 "not-text"):
        expect(reasons.get(name, 0) > 20, name, reasons)


@test
def texts_are_decoded_as_python_decodes_them():
    r = random.Random(2)
    strings = [random_string(r) for _ in range(3000)]
    back, _ = jsonl([b'{"text":' + s + b"}" for s in strings])
    for string, answer in zip(strings, back):
        source = json.loads(string).encode("utf-8", "surrogatepass")
        expect(json.loads(answer)["smac"]["sha256"]["input"] ==
               hashlib.sha256(source).hexdigest(), string)


PROBE = r"""
#include <json-c/json.h>
#include <stdio.h>
int main(void) {
    struct json_object *o = json_tokener_parse(
        "{\"b\":1.10,\"a\":12345678901234567890123,\"z\":-0,\"d\":1,\"d\":2,"
        "\"s\":\"\\ud800\"}");
    puts(json_object_to_json_string_ext(o, JSON_C_TO_STRING_PLAIN));
}
"""


@test
def json_c_would_change_other_members():
    """Why the line's own bytes are kept; when this fails, think again."""
    write("probe.c", PROBE)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "json-c"],
                           capture_output=True, text=True).stdout.split()
    subprocess.run(["cc", "-o", "probe", "probe.c", *flags], check=True)
    said = subprocess.run(["./probe"], capture_output=True).stdout.decode()
    expect(said.startswith('{"b":1.10,"a":'), said) # order and fractions
    expect("12345678901234567890123" not in said, said)
    expect('"z":-0' not in said and "ud800" not in said, said)
    expect('"d":2' in said and '"d":1' not in said, said)
