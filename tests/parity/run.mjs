#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Is what smac shows what a browser shows? Runs the suites that are named, or
// all, and closes with one line.
//
//     run.mjs [SUITE]...      eyes corpus readmes spec ink random soup
//
// Environment: PROGRAMS is the folder of the programs (build/release/parity),
// SEED (the clock's) and COUNT (20000) are the random suites'. NO_SHEETS leaves
// style sheets out, SHRINK is how many failures are shrunk, VERBOSE names what
// is lost.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as eyes from "./eyes.mjs";
import * as given from "./given.mjs";
import * as ink from "./ink.mjs";
import { Oracle } from "./oracle.mjs";
import { Random } from "./random.mjs";
import { Exceptions, Report } from "./report.mjs";
import { main as soup } from "./soup.mjs";
import * as spec from "./spec.mjs";

const top = fileURLToPath(new URL("../..", import.meta.url));
const programs = process.env.PROGRAMS || `${top}/build/release/parity`;
const seed = Number(process.env.SEED || Date.now() % 1e9);
const count = Number(process.env.COUNT || 20000);
const report = new Report();
const exceptions = new Exceptions(new URL("exceptions.txt", import.meta.url));

const SUITES = {
  eyes: (oracle) => eyes.run(oracle, report),
  async corpus(oracle) {
    await given.run(oracle, { suite: "corpus", report, exceptions, exact: true },
      given.find(`${top}/corpus`));
  },
  async readmes(oracle) {
    const folder = `${top}/tests/readmes`;
    if (!existsSync(folder)) report.say("(no real READMEs: make fetch)");
    else await given.run(oracle, { suite: "readmes", report, exceptions, exact: false },
      given.find(folder));
  },
  async spec(oracle) {
    const examples = spec.find(`${programs}/spec`);
    report.check(examples !== null, "spec: its examples could not be fetched");
    if (examples !== null)
      await given.run(oracle, { suite: "spec", report, exceptions, exact: true }, examples);
  },
  async ink(oracle) {
    await ink.run(oracle, { report, exceptions, seed, count: Math.ceil(count / 10) },
      given.find(`${top}/corpus`));
  },
  async random(oracle) {
    await new Random(oracle, report, { seed, count, sheets: !process.env.NO_SHEETS,
      found: `${programs}/found` }).run();
  },
  soup() {
    report.check(soup(`${programs}/judge`, String(5 * count), String(seed)) === 0,
      `soup: seed ${seed}: the HTML judge leaks`);
  },
};

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SUITES);
for (const name of chosen)
  if (SUITES[name] === undefined) throw new Error(`${name}: no such suite`);

const oracle = await Oracle.open(programs);
try {
  for (const name of chosen) {
    const began = Date.now();
    await SUITES[name](oracle);
    report.say(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
} finally {
  await oracle.close();
}
process.exitCode = report.close();
