// SPDX-License-Identifier: MIT
// What a run found: counts, lines that name what failed, and exceptions.
import { readFileSync } from "node:fs";

// exceptions.txt: where a renderer, not smac, is wrong about a document. A
// line is `NAME | extra or lost | words | reason`, for all profiles; one that
// nothing needs is itself a failure.
export class Exceptions {
  constructor(path) {
    this.rows = readFileSync(path, "utf8").split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => {
        const [name, kind, list, reason] = line.split("|").map((s) => s.trim());
        if (!["extra", "lost"].includes(kind) || !reason)
          throw new Error(`exceptions: cannot read: ${line}`);
        return { name, kind, words: new Set(list.split(/\s+/)), used: false, line };
      });
  }

  // The words that no exception explains.
  unexplained(name, kind, list) {
    const rows = this.rows.filter((r) => r.name === name && r.kind === kind);
    return list.filter((word) => {
      const row = rows.find((r) => r.words.has(word));
      if (row !== undefined) row.used = true;
      return row === undefined;
    });
  }

  // Those of a suite, whose documents' names begin with its own.
  unused(suite) {
    return this.rows.filter((r) => !r.used && r.name.startsWith(`${suite}/`))
      .map((r) => r.line);
  }
}

export class Report {
  passed = 0;
  failed = 0;

  check(ok, line) {
    if (ok) this.passed++;
    else this.failed++;
    if (!ok) console.log(`FAIL ${line}`);
  }

  say(line) {
    console.log(line);
  }

  close() {
    this.check(this.passed + this.failed > 0, "no check ran");
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 ? 0 : 1;
  }
}
