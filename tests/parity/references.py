#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes src/reference_names.h: the named character references of HTML.

The names are a fact of the HTML Standard (13.5); Python carries them in
html.entities. Run it after a change of the format, and look at the diff:
    tests/parity/references.py > src/reference_names.h
"""
from html.entities import html5

HEAD = """\
/* SPDX-License-Identifier: MIT */
/* Written by tests/parity/references.py: do not edit.
 *
 * The named character references of HTML (13.5), sorted by name, byte by
 * byte: X(name, first code point, second or 0, 1 if HTML also knows the name
 * without its semicolon). */
#ifndef SMAC_REFERENCE_NAMES_H
#define SMAC_REFERENCE_NAMES_H

#define REFERENCE_NAMES(X)"""


def rows():
    for name in sorted(n[:-1] for n in html5 if n.endswith(";")):
        points = [ord(c) for c in html5[name + ";"]] + [0]
        yield f"X({name}, {points[0]:#x}, {points[1]:#x}, {int(name in html5)})"


def main():
    lines = [HEAD]
    line = "   "
    for row in rows():
        if len(line) + 1 + len(row) > 77:
            lines.append(line)
            line = "   "
        line += " " + row
    lines.append(line)
    print(" \\\n".join(lines))
    print("\n#endif")


main()
