// SPDX-License-Identifier: MIT
// Suites of documents that are given: the corpus, real READMEs, the examples of
// the specifications.
import { readdirSync, readFileSync } from "node:fs";
import { PROFILES } from "./oracle.mjs";
import { compare } from "./words.mjs";

const BATCH = 60;

// Of the words that both views show, how many smac keeps; of smac's words, how
// many stand nowhere; how many are out of order.
const KEPT = 0.999, UNKNOWN = 0.005, MOVED = 0.001;

// The renderer does not unpack gzip or UTF-16, by their first bytes.
const isText = (bytes) => !/^(1f8b|fffe|feff)/.test(bytes.toString("hex", 0, 2));

export function find(folder) {
  return readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".md"))
    .sort().map((f) => ({ name: f, source: readFileSync(`${folder}/${f}`) }))
    .filter((d) => isText(d.source));
}

const percent = (part, all) => `${(100 * part / Math.max(all, 1)).toFixed(3)} %`;

// What all documents of a suite come to, for each profile.
class Sums {
  constructor() {
    for (const p of PROFILES)
      this[p] = { documents: 0, required: 0, printed: 0, lost: 0, unknown: 0, moved: 0 };
  }

  add(profile, found) {
    const s = this[profile];
    s.documents++;
    s.required += found.required;
    s.printed += found.printed;
    s.lost += found.lost.length;
    s.unknown += found.unknown.length;
    s.moved += found.moved;
  }

  close({ suite, report, exceptions }) {
    for (const p of PROFILES) {
      const s = this[p];
      report.say(`${suite} (${p}): ${s.documents} documents, ${s.required} visible words, ` +
        `${s.lost} lost (${percent(s.required - s.lost, s.required)} kept), ` +
        `${s.unknown} unknown (${percent(s.unknown, s.printed)}), ${s.moved} out of order`);
      report.check(s.required > 0 && s.lost <= (1 - KEPT) * s.required,
        `${suite} (${p}): words lost`);
      report.check(s.unknown < UNKNOWN * s.printed, `${suite} (${p}): unknown words`);
      report.check(s.moved <= MOVED * s.printed, `${suite} (${p}): reading order`);
    }
    for (const line of exceptions.unused(suite))
      report.check(false, `exceptions: nothing needs: ${line}`);
  }
}

// Of the words that the DOM says are seen, those that the page does not leave
// blank; GitHub's page keeps no style that could.
async function readable(lost, { html }, profile, oracle) {
  if (lost.length === 0 || profile === "github") return lost;
  const counts = await oracle.ink.words(html);
  return lost.filter((w) => counts?.get(w)?.inked !== 0);
}

// One document. Where `exact` is set each loss is a failure; real READMEs have
// a budget.
async function judge(d, { suite, oracle, exceptions, report, exact }, sums) {
  const name = `${suite}/${d.name}`;
  report.check(d.smac.status === "", `${name}: ${d.smac.status}`);
  for (const profile of d.profiles ?? PROFILES) {
    const found = compare({ ...d, profile });
    const { moved } = found;
    const leaks = found.leaks = exceptions.unexplained(name, "extra", found.leaks);
    const unknown = found.unknown = exceptions.unexplained(name, "extra", found.unknown);
    if (exact) found.lost = await readable(found.lost, d, profile, oracle);
    const lost = found.lost = exceptions.unexplained(name, "lost", found.lost);
    sums.add(profile, found);
    const said = (what, list) => `${name} (${profile}): ${what}: ${list.slice(0, 30).join(" ")}`;
    report.check(leaks.length === 0, said("hidden words shown", leaks));
    const check = exact ? (ok, line) => report.check(ok, line)
      : (ok, line) => ok || report.say(`  ${line}`);
    check(lost.length === 0, said("visible words lost", lost));
    check(unknown.length === 0, said("words from nowhere", unknown));
    check(moved === 0, said("words out of order", [moved]));
  }
}

// Judges [{name, source, pages?}].
export async function run(oracle, context, documents) {
  const sums = new Sums();
  for (let i = 0; i < documents.length; i += BATCH)
    for (const d of await oracle.ask(documents.slice(i, i + BATCH)))
      await judge(d, { ...context, oracle }, sums);
  sums.close(context);
}
