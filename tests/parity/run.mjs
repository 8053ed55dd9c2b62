#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Is what smac shows what a browser shows? Runs the suites that are named, or
// all, and closes with one line.
//
//     run.mjs [SUITE]...      corpus readmes spec random soup
//
// Environment: PROGRAMS is the folder of the programs (build/release/parity),
// SEED and COUNT are the random suites', CORPUS selects a folder.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as folder from "./folder.mjs";
import { Oracle } from "./oracle.mjs";
import { Exceptions, Report } from "./report.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const report = new Report();
const exceptions = new Exceptions(new URL("exceptions.txt", import.meta.url));

const SUITES = {
  corpus: (oracle) => folder.run(oracle,
    { suite: "corpus", report, exceptions, exact: true }, `${top}/corpus`),
  readmes: async (oracle) => {
    if (!existsSync(`${top}/tests/readmes`)) report.say("(no real READMEs: make fetch)");
    else await folder.run(oracle, { suite: "readmes", report, exceptions, exact: false },
      `${top}/tests/readmes`);
  },
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SUITES);
for (const name of chosen)
  if (SUITES[name] === undefined) throw new Error(`${name}: no such suite`);

const oracle = await Oracle.open(process.env.PROGRAMS || `${top}/build/release/parity`);
for (const name of chosen) {
  const began = Date.now();
  await SUITES[name](oracle);
  report.say(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
await oracle.close();
process.exitCode = report.close();
