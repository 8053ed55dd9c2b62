// SPDX-License-Identifier: MIT
// Suites of files: the corpus and the real READMEs.
import { readdirSync, readFileSync } from "node:fs";
import { PROFILES } from "./oracle.mjs";
import { compare } from "./words.mjs";

const BATCH = 60;

// Of the words that both views show, how many smac keeps; of smac's words, how
// many stand nowhere; how many are out of order.
const KEPT = 0.999, UNKNOWN = 0.005, MOVED = 0.001;

// A document that is no UTF-8 text is not what the renderer was given.
function isText(bytes) {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(bytes).includes("\0");
  } catch {
    return false;
  }
}

function find(folder) {
  return readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".md"))
    .sort().map((f) => ({ name: f, source: readFileSync(`${folder}/${f}`) }));
}

const percent = (part, all) => `${(100 * part / Math.max(all, 1)).toFixed(3)} %`;

function add(sum, found) {
  sum.documents++;
  sum.required += found.required;
  sum.printed += found.printed;
  sum.lost += found.lost.length;
  sum.unknown += found.unknown.length;
  sum.moved += found.moved;
}

// One document, one profile. In the corpus each loss is a failure; real
// READMEs have a budget.
function judge(d, profile, { suite, exceptions, report, exact }, sum) {
  const name = `${suite}/${d.name}`;
  const found = compare({ ...d, profile });
  found.leaks = exceptions.unexplained(name, "leak", found.leaks);
  found.lost = exceptions.unexplained(name, "loss", found.lost);
  add(sum, found);
  report.check(d.smac.status === "", `${name}: ${d.smac.status}`);
  report.check(found.leaks.length === 0,
    `${name} (${profile}): hidden words shown: ${found.leaks.join(" ")}`);
  if (exact) {
    report.check(found.lost.length === 0,
      `${name} (${profile}): visible words lost: ${found.lost.join(" ")}`);
    report.check(found.unknown.length === 0,
      `${name} (${profile}): unknown words: ${found.unknown.join(" ")}`);
    report.check(found.moved === 0, `${name} (${profile}): ${found.moved} words out of order`);
  } else if (found.lost.length + found.unknown.length + found.moved > 0) {
    report.say(`  ${name} (${profile}): lost: ${found.lost.slice(0, 20).join(" ")}; ` +
      `unknown: ${found.unknown.slice(0, 20).join(" ")}; ${found.moved} out of order`);
  }
}

export async function run(oracle, context, folder) {
  const { suite, report, exceptions } = context;
  const documents = find(folder).filter((d) => isText(d.source));
  const sums = Object.fromEntries(PROFILES.map((p) => [p,
    { documents: 0, required: 0, printed: 0, lost: 0, unknown: 0, moved: 0 }]));
  for (let i = 0; i < documents.length; i += BATCH)
    for (const d of await oracle.ask(documents.slice(i, i + BATCH)))
      for (const profile of PROFILES) judge(d, profile, context, sums[profile]);
  for (const profile of PROFILES) {
    const s = sums[profile];
    report.say(`${suite} (${profile}): ${s.documents} documents, ${s.required} visible words, ` +
      `${s.lost} lost (${percent(s.required - s.lost, s.required)} kept), ` +
      `${s.unknown} unknown (${percent(s.unknown, s.printed)}), ${s.moved} out of order`);
    report.check(s.required > 0 && s.lost <= (1 - KEPT) * s.required, `${suite} (${profile}): words lost`);
    report.check(s.unknown < UNKNOWN * s.printed, `${suite} (${profile}): unknown words`);
    report.check(s.moved <= MOVED * s.printed, `${suite} (${profile}): reading order`);
  }
  for (const line of exceptions.unused(suite))
    report.check(false, `exceptions: nothing needs: ${line}`);
}
