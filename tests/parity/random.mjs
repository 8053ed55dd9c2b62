// SPDX-License-Identifier: MIT
// Random documents, in which each word is one of its own: whether smac leaks
// or loses is decided word by word.
import { mkdirSync, writeFileSync } from "node:fs";
import { Nest } from "./nest.mjs";
import { PROFILES } from "./oracle.mjs";
import { shrink } from "./shrink.mjs";
import { align, excused, SEEN, words } from "./words.mjs";

const BATCH = 400;
// So many failures are shrunk; there may be many with one cause.
const SHRUNK = Number(process.env.SHRINK || 12);

// What a run may lose: in documents of plain markdown, and in hostile ones,
// where smac hides what any renderer may hide. Measured: up to 2 %, most of it
// small print, and up to 25 %, a third of it what libxml2 reads in another way.
const CEILING = { plain: 0.03, hostile: 0.28 };
// Words out of order: a table's stray text stands before it on the page, and
// where its source is in smac's output. Measured: 0.4 %.
const MOVED = { plain: 0, hostile: 0.01 };
// Documents that Debian's cmark-gfm and micromark read otherwise. Measured:
// 0.3 %.
const DISPUTED = 0.01;

// Attributes that Chromium mistakes: see Browser.showAlone.
const FORMULA = /math(size|color|background)|scriptlevel/i;

// Lines that begin a block of raw HTML in the cmark-gfm that GitHub has, and a
// paragraph in those that are asked here.
const NEWER = /^[\s>*+\d.)-]*<\/?(textarea|source)\b/im;

const numbered = (text) => words(text).flatMap((w) => w.match(/w\d+/g) ?? []);

// The words of one view, with their states and how often they come; of a word
// that comes twice the better state counts.
function seen({ pieces }) {
  const found = new Map();
  for (const [state, text] of pieces)
    for (const word of numbered(text)) {
      const before = found.get(word) ?? { state, times: 0 };
      found.set(word, { state: Math.min(state, before.state), times: before.times + 1 });
    }
  return found;
}

function both(a, b) {
  return new Map([...a].filter(([w]) => b.has(w)).map(([w, x]) => {
    const y = b.get(w);
    return [w, { state: Math.max(x.state, y.state), times: Math.max(x.times, y.times) }];
  }));
}

// The words that are printed more often than they are seen.
function repeated(printed, visible) {
  const left = new Map([...visible].map(([w, { times }]) => [w, times]));
  for (const w of printed) left.set(w, (left.get(w) ?? 1) - 1);
  return [...left].filter(([, n]) => n < 0).map(([w]) => w);
}

// What smac's text of each profile leaks and loses.
export function judge({ source, views, smac }) {
  const browser = seen(views.browser), github = seen(views.github);
  const shown = { browser, github, strict: both(browser, github) };
  const excuses = new Set(numbered(excused(source, smac.findings).join(" ")));
  return PROFILES.map((profile) => {
    const printed = numbered(smac[profile]);
    const visible = shown[profile];
    const required = [...visible].filter(([, x]) => x.state === SEEN).map(([w]) => w);
    const common = printed.filter((w) => visible.has(w));
    return {
      profile,
      leaks: [...new Set(printed.filter((w) => !visible.has(w)))],
      lost: required.filter((w) => !printed.includes(w) && !excuses.has(w)),
      twice: repeated(printed, visible),
      moved: common.length - align(common, [...visible.keys()]).length,
      required: required.length,
    };
  });
}

const leaking = (verdicts) => verdicts.filter((v) => v.leaks.length + v.twice.length > 0);

function agreed(one, other) {
  return one.map((v, i) => {
    const both = (key) => v[key].filter((w) => other[i][key].includes(w));
    return { ...v, leaks: both("leaks"), lost: both("lost"), twice: both("twice") };
  });
}

export class Random {
  constructor(oracle, report, { seed, count, sheets, found }) {
    Object.assign(this, { oracle, report, seed, count, sheets, found });
    this.failures = [];
    this.disputed = 0;
    this.sums = Object.fromEntries(["plain", "hostile"].map((k) =>
      [k, PROFILES.map((profile) => ({ profile, required: 0, lost: 0, moved: 0 }))]));
  }

  async run() {
    const { report } = this;
    report.say(`random: ${this.count} documents from seed ${this.seed}` +
      (this.sheets ? "" : ", without sheets"));
    for (let i = 0; i < this.count; i += BATCH)
      await this.batch(Array.from({ length: Math.min(BATCH, this.count - i) },
        (_, k) => this.seed + i + k));
    this.tell();
    const kinds = new Set();
    for (const failure of this.failures.slice(0, SHRUNK)) await this.print(failure, kinds);
    report.check(this.failures.length === 0,
      `random: ${this.failures.length} of ${this.count} documents leak`);
    report.check(this.disputed <= DISPUTED * this.count, "random: renderers disagree too often");
  }

  async batch(seeds) {
    const documents = seeds.map((seed) => {
      const nest = new Nest(seed, { sheets: this.sheets });
      return { seed, source: Buffer.from(nest.document()), kind: nest.kind };
    });
    const judged = await this.judge(await this.oracle.ask(documents));
    await this.confirm(judged, /^/);
    for (const d of judged) this.one(d);
  }

  // Looks once more at documents that leak and match.
  async confirm(judged, pattern) {
    const bad = judged.filter((d) => leaking(d.verdicts).length > 0 && pattern.test(d.source));
    if (bad.length === 0) return;
    const views = await this.oracle.browser.showAlone(bad.map((d) => d.pages));
    bad.forEach((d, i) => d.verdicts = agreed(d.verdicts, judge({ ...d, views: views[i] })));
  }

  one(d) {
    const { verdicts } = d;
    this.report.check(d.smac.status === "", `random: seed ${d.seed}: ${d.smac.status}`);
    if (d.suspected && leaking(verdicts).length === 0) this.disputed++;
    if (leaking(verdicts).length > 0) this.failures.push({ ...d, verdicts });
    this.report.check(leaking(verdicts).length === 0,
      `random: seed ${d.seed} (${d.kind}): ${say(verdicts)}`);
    if (process.env.VERBOSE) this.explain(d, verdicts);
    verdicts.forEach((v, i) => {
      const sum = this.sums[d.kind === "plain" ? "plain" : "hostile"][i];
      sum.required += v.required;
      sum.lost += v.lost.length;
      sum.moved += v.moved;
    });
  }

  explain(d, verdicts) {
    for (const { profile, lost, moved } of verdicts)
      if (lost.length + moved > 0)
        this.report.say(`  seed ${d.seed} (${d.kind}, ${profile}): ` +
          `lost: ${lost.join(" ")}; ${moved} out of order`);
  }

  // Verdicts on documents. Where one is bad, the second renderer is heard: what
  // its page shows is no leak, and what it hides no loss, for Debian's
  // cmark-gfm is older than GitHub's.
  async judge(asked) {
    const first = asked.map(judge);
    const doubtful = asked.map((_, i) => i).filter((i) =>
      first[i].some((v) => v.lost.length > 0) || leaking(first[i]).length > 0);
    const views = await this.oracle.browser.show(
      doubtful.map((i) => this.oracle.otherPages(asked[i].source)));
    const second = new Map(doubtful.map((i, k) => [i, judge({ ...asked[i], views: views[k] })]));
    return asked.map((d, i) => ({
      ...d,
      suspected: leaking(first[i]).length > 0,
      verdicts: (second.has(i) ? agreed(first[i], second.get(i)) : first[i]).map((v) =>
        NEWER.test(d.source.toString()) ? { ...v, leaks: [], twice: [] } : v),
    }));
  }

  tell() {
    for (const [kind, sums] of Object.entries(this.sums))
      for (const { profile, required, lost, moved } of sums) {
        const share = lost / Math.max(required, 1);
        this.report.say(`random, ${kind} (${profile}): ${required} visible words, ` +
          `${(100 * share).toFixed(2)} % lost, ${moved} out of order`);
        this.report.check(share <= CEILING[kind], `random, ${kind} (${profile}): too many lost`);
        this.report.check(moved <= MOVED[kind] * required,
          `random, ${kind} (${profile}): reading order`);
      }
    this.report.say(`random: ${this.disputed} documents are read differently by renderers`);
  }

  // The least document that still fails, as a case for the corpus; those that
  // differ in names and numbers alone are printed once.
  async print(failure, kinds) {
    const wanted = leaking(failure.verdicts).map((v) => v.profile);
    const fails = async (texts) => {
      const asked = await this.oracle.ask(texts.map((t) => ({ source: Buffer.from(t) })));
      const judged = await this.judge(asked);
      await this.confirm(judged, FORMULA);
      return judged.map((d) => leaking(d.verdicts).some((v) => wanted.includes(v.profile)));
    };
    const text = await shrink(failure.source.toString(), fails);
    const kind = text.replace(/\d+/g, "#").replace(/\s+/g, " ").toLowerCase();
    if (kinds.has(kind)) return;
    kinds.add(kind);
    const [d] = await this.oracle.ask([{ source: Buffer.from(text) }]);
    mkdirSync(this.found, { recursive: true });
    writeFileSync(`${this.found}/seed-${failure.seed}.md`, text);
    this.report.say([`---- seed ${failure.seed}: ${say(judge(d))}`, text,
      "---- its HTML", d.html, "---- smac prints", d.smac.strict,
      `---- kept as ${this.found}/seed-${failure.seed}.md`].join("\n"));
  }
}

function say(verdicts) {
  return leaking(verdicts).map((v) =>
    `${v.profile} leaks ${v.leaks.join(" ")}` +
    (v.twice.length > 0 ? ` and repeats ${v.twice.join(" ")}` : "")).join("; ");
}
