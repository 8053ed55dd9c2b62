// SPDX-License-Identifier: MIT
// Random documents: markdown nested with raw HTML that hides and shows. Each
// word, hidden or not, is w and a number of its own.
import { Chance } from "./chance.mjs";
import * as v from "./vocabulary.mjs";

const DEPTH = 4;

// Of the inline and block constructs, which come how often.
const INLINES = {
  words: 40, emphasis: 10, code: 4, link: 8, tag: 18, unclosed: 2, stray: 2, comment: 7,
  entity: 3, escape: 2, break: 3, invisible: 3, shrink: 1, odd: 2, long: 1,
};
const BLOCKS = {
  paragraph: 26, heading: 5, quote: 5, list: 7, tasks: 2, table: 5, fence: 4, indented: 2,
  wrapper: 16, htmlBlock: 6, details: 5, comment: 4, definition: 7, line: 2, unclosed: 3,
  stray: 3, raw: 2, svg: 2, math: 1, htmlTable: 3, sheet: 3, lines: 1,
};
// A document mostly is of one kind, so that its parts meet.
const KINDS = {
  mixed: {},
  plain: { tag: 0, unclosed: 0, stray: 0, comment: 2, odd: 0, wrapper: 0, htmlBlock: 0,
    raw: 0, svg: 0, math: 0, htmlTable: 0, sheet: 0, details: 1, long: 0, lines: 0 },
  nested: { wrapper: 40, tag: 40, details: 10, stray: 8, unclosed: 8 },
  commented: { comment: 40, unclosed: 4 },
  styled: { wrapper: 50, tag: 50, sheet: 0 },
  sheets: { sheet: 25, wrapper: 40, tag: 30 },
  referring: { definition: 50, link: 40 },
  tables: { table: 40, htmlTable: 30, tag: 20 },
  laid: { wrapper: 50, tag: 30, sheet: 6, long: 8, lines: 20, htmlTable: 8, svg: 8 },
};
// Of styles, which come how often: in documents of a kind, and in the others.
const STYLES = {
  laid: { HIDING: 1, SHOWING: 2, LAYING: 7 },
  others: { HIDING: 5, SHOWING: 5, LAYING: 1 },
};

function weights(table, kind) {
  return Object.fromEntries(Object.keys(table).map((k) => [k, kind[k] ?? table[k]]));
}

export class Nest {
  constructor(seed, { sheets = true } = {}) {
    this.chance = new Chance(seed);
    this.count = 0;
    this.kind = this.chance.pick(Object.keys(KINDS));
    this.inlines = weights(INLINES, KINDS[this.kind]);
    this.blocks = weights(BLOCKS, KINDS[this.kind]);
    this.styles = STYLES[this.kind] ?? STYLES.others;
    if (!sheets) this.blocks.sheet = 0;
  }

  document() {
    const parts = [];
    if (this.chance.maybe(0.01)) parts.push(`---\nx: ${this.word()}\n---`);
    const n = 1 + this.chance.below(5);
    for (let i = 0; i < n; i++) parts.push(this.block(0));
    return this.join(parts) + (this.chance.maybe(0.9) ? "\n" : "");
  }

  // ---- pieces ----

  word() {
    return `w${++this.count}`;
  }

  text(n = 1 + this.chance.below(3)) {
    return Array.from({ length: n }, () => this.word()).join(" ");
  }

  fill(pattern, depth = DEPTH) {
    return pattern.replace(/%([a-z])/g, (_, kind) => ({
      w: () => this.word(),
      n: () => String(1 + this.chance.below(3)),
      s: () => this.style(),
      i: () => this.inline(depth + 1),
      r: () => this.rule(),
    })[kind]());
  }

  style() {
    const n = this.chance.maybe(0.2) ? 2 : 1;
    return Array.from({ length: n }, () =>
      this.chance.pick(v[this.chance.weighed(this.styles)])).join(";");
  }

  rule() {
    return `${this.fill(this.chance.pick(v.SELECTORS))} { ${this.style()} }`;
  }

  attributes(name) {
    const foreign = v.SVG.includes(name) || v.MATH.includes(name);
    let s = "";
    for (let n = this.chance.pick([0, 0, 1, 1, 1, 1, 2, 3]); n > 0; n--)
      s += this.chance.pick(v.SEPARATORS) + this.fill(this.chance.pick(
        foreign && this.chance.maybe(0.7) ? v.FOREIGN_ATTRIBUTES : v.ATTRIBUTES)).trim();
    return s;
  }

  name(names) {
    const name = this.chance.pick(names);
    return this.chance.maybe(0.05) ? name.toUpperCase() : name;
  }

  opening(name) {
    const end = this.chance.weighed({ ">": 40, " >": 1, "/>": 1, "\n>": 1 });
    return `<${name}${this.attributes(name)}${end}`;
  }

  closing(name) {
    return `</${name}${this.chance.weighed({ ">": 40, " >": 1, "\n>": 1, " x>": 1, "/>": 1 })}`;
  }

  join(parts) {
    return parts.reduce((all, part) => all +
      this.chance.weighed({ "\n\n": 12, "\n": 3, "\n\n\n": 1, "\n  \n": 1 }) + part);
  }

  // ---- inlines ----

  inline(depth) {
    const n = 1 + this.chance.below(depth < DEPTH ? 4 : 2);
    return Array.from({ length: n }, () => this.inlineOne(depth))
      .join(this.chance.weighed({ " ": 20, "": 2, "\n": 1 }));
  }

  inlineOne(depth) {
    if (depth >= DEPTH) return this.text();
    const inner = () => this.inline(depth + 1);
    switch (this.chance.weighed(this.inlines)) {
      case "emphasis": {
        const mark = this.chance.pick(["*", "**", "_", "__", "~~", "***", "~"]);
        return mark + inner() + (this.chance.maybe(0.95) ? mark : "");
      }
      case "code": return this.chance.pick(["`%w`", "``%w ` %w``", "`<b hidden>%w</b>`",
        "`<!-- %w -->`", "`%w", "` `` %w`"]).replace(/%w/g, () => this.word());
      case "link": return this.fill(this.chance.pick(v.LINKS), depth);
      case "tag": return this.element(v.INLINE, inner);
      case "odd": return this.element([...v.ODD, ...v.RAW, ...v.BLOCK], inner);
      case "unclosed": return this.opening(this.name(v.INLINE)) + inner();
      case "stray": return inner() + this.closing(this.name([...v.INLINE, ...v.BLOCK]));
      case "comment": return this.fill(this.chance.pick(v.COMMENTS));
      case "entity": return this.fill(this.chance.pick(v.ENTITIES));
      case "escape": return `\\${this.chance.pick([..."<>*_[`&\\|!"])}${this.word()}`;
      case "break":
        return inner() + this.chance.pick(["  \n", "\\\n", "<br>", "\n", "<br/>"]) + inner();
      case "invisible": return this.invisible();
      case "long": return this.long();
      case "shrink": {
        const name = this.chance.pick(["sub", "sup", "small"]);
        const n = 2 + this.chance.below(12);
        return `<${name}>`.repeat(n) + inner() + `</${name}>`.repeat(n);
      }
      default: return this.text();
    }
  }

  invisible() {
    const word = this.word();
    const i = this.chance.below(word.length + 1);
    const run = Array.from({ length: 1 + this.chance.below(3) },
      () => this.chance.pick(v.INVISIBLE)).join("");
    return word.slice(0, i) + run + word.slice(i);
  }

  // A line that does not break, or a word.
  long() {
    const x = "x".repeat(this.chance.pick([20, 60, 180, 300]));
    return this.chance.pick([`${this.word()} ${x} ${this.word()}`, `${x}${this.word()}`,
      `${this.word()}&nbsp;${x}`, `<nobr>${this.word()} ${x} ${this.word()}</nobr>`]);
  }

  element(names, inner) {
    const name = this.name(names);
    if (v.VOID.has(name)) return this.opening(name);
    const end = this.chance.maybe(0.93) ? this.closing(name) : "";
    return this.opening(name) + inner() + end;
  }

  // ---- blocks ----

  block(depth) {
    if (depth >= DEPTH) return this.inline(depth);
    const kind = this.chance.weighed(this.blocks);
    return this[kind](depth);
  }

  several(depth) {
    const n = this.chance.pick([1, 1, 1, 2, 3]);
    return this.join(Array.from({ length: n }, () => this.block(depth + 1)));
  }

  paragraph() {
    const n = this.chance.pick([1, 1, 1, 2]);
    return Array.from({ length: n }, () => this.inline(1)).join("\n");
  }

  heading() {
    const text = this.inline(2).replace(/\n/g, " ");
    return this.chance.pick([`# ${text}`, `## ${text} ##`, `${text}\n===`, `${text}\n---`,
      `###${text}`]);
  }

  line() {
    return this.chance.pick(["---", "***", "* * *", "___", "==="]);
  }

  prefixed(text, first, rest) {
    return first + text.replace(/\n(?!$)/g, () => `\n${this.chance.maybe(0.97) ? rest : ""}`);
  }

  quote(depth) {
    return this.prefixed(this.several(depth), "> ", this.chance.pick(["> ", "> ", ">", ">"]));
  }

  list(depth) {
    const mark = this.chance.pick(["- ", "* ", "1. ", "+   ", "7) ", "-\t"]);
    const rest = " ".repeat(mark.length);
    return Array.from({ length: 1 + this.chance.below(3) }, () =>
      this.prefixed(this.several(depth), mark, rest)).join(this.chance.pick(["\n", "\n\n"]));
  }

  tasks() {
    const one = () =>
      this.prefixed(this.block(DEPTH), `- [${this.chance.pick([..." xX"])}] `, "  ");
    return Array.from({ length: 1 + this.chance.below(3) }, one).join("\n");
  }

  cell() {
    return this.inline(2).replace(/\n/g, " ").replace(/\|/g, this.chance.pick(["\\|", ""]));
  }

  table() {
    const columns = 1 + this.chance.below(3);
    const row = (n) => `| ${Array.from({ length: n }, () => this.cell()).join(" | ")} |`;
    const rows = [row(columns), `|${" --- |".repeat(columns)}`];
    for (let n = 1 + this.chance.below(3); n > 0; n--)
      rows.push(row(Math.max(1, columns + this.chance.pick([0, 0, 0, 1, 2, -1]))));
    return rows.join("\n");
  }

  fence() {
    const body = this.chance.pick([this.text(), `<b hidden>${this.word()}</b>`,
      `<!-- ${this.word()} -->`, `${this.word()}\n\n${this.word()}`, this.inline(2)]);
    const info = this.chance.pick(["", "js", this.word(), `js title="${this.word()}"`]);
    return this.chance.pick([`\`\`\`${info}\n${body}\n\`\`\``, `~~~ ${info}\n${body}\n~~~`,
      `\`\`\`${info}\n${body}`]);
  }

  // More lines than a low box has room for, or one that is too long for any.
  lines() {
    const many = Array.from({ length: 3 + this.chance.below(12) }, () => this.word());
    return this.chance.pick([many.join("<br>\n"), many.join("\n\n"),
      `\`\`\`\n${this.long()}\n\`\`\``, `<pre>${many.join("\n")}</pre>`,
      `<pre>${this.long()}</pre>`, `<table align=right><tr><td>${this.long()}</table>`]);
  }

  indented() {
    return `\n    ${this.text()}\n    <!-- ${this.word()} -->`;
  }

  // Raw HTML around markdown: with and without the empty lines that make what
  // is inside markdown again.
  htmlElement(names, depth) {
    const name = this.name(names);
    if (v.VOID.has(name)) return this.opening(name);
    const gap = this.chance.pick(["\n\n", "\n\n", "\n", ""]);
    const close = this.chance.maybe(0.9) ? gap + this.closing(name) : "";
    return this.opening(name) + gap + this.several(depth) + close;
  }

  wrapper(depth) {
    return this.htmlElement([...v.BLOCK, ...v.BLOCK, ...v.INLINE], depth);
  }

  htmlBlock(depth) {
    return this.htmlElement([...v.INLINE, ...v.BLOCK, ...v.ODD], depth);
  }

  svg() {
    return this.element(["svg"], () => this.foreign(v.SVG, 0));
  }

  math() {
    return this.element(["math"], () => this.foreign(v.MATH, 0));
  }

  foreign(names, depth) {
    const one = () => this.chance.maybe(depth > 2 ? 0 : 0.5)
      ? this.element(this.chance.maybe(0.9) ? names : v.BLOCK, () => this.foreign(names, depth + 1))
      : this.chance.pick([this.word(), `<text y=20>${this.word()}</text>`, this.word(),
        `<tspan x=0></tspan>`, "x".repeat(60)]);
    return Array.from({ length: 1 + this.chance.below(3) }, one).join("");
  }

  details(depth) {
    const gap = this.chance.pick(["\n\n", "\n", ""]);
    const summary = this.chance.maybe(0.8) ? `<summary>${this.inline(2)}</summary>${gap}` : "";
    const open = this.chance.maybe(0.2) ? " open" : "";
    const close = this.chance.maybe(0.9) ? `${gap}</details>` : "";
    return `<details${open}>${gap}${summary}${this.several(depth)}${close}`;
  }

  comment() {
    return this.fill(this.chance.pick(this.chance.maybe(0.5) ? v.LONG_COMMENTS : v.COMMENTS));
  }

  definition() {
    return this.fill(this.chance.pick(v.DEFINITIONS));
  }

  unclosed(depth) {
    return this.opening(this.name([...v.INLINE, ...v.BLOCK])) +
      this.chance.pick(["\n\n", "\n", ""]) + this.several(depth);
  }

  stray(depth) {
    return this.chance.pick(["", this.block(depth + 1)]) +
      this.closing(this.name([...v.INLINE, ...v.BLOCK, ...v.TABLE, ...v.ODD]));
  }

  raw() {
    return this.element(v.RAW, () => this.chance.pick([this.text(), `\n${this.text()}\n`,
      `<!-- ${this.text()} -->`, `\n\n${this.inline(2)}\n\n`, `<b>${this.word()}</b>`]));
  }

  htmlTable(depth) {
    const names = [...v.TABLE, ...v.TABLE, ...v.TABLE, ...v.INLINE, "template", "form", "div"];
    const part = (d) => this.chance.maybe(d > 2 ? 0 : 0.65)
      ? this.element(names, () => part(d + 1) + part(d + 1))
      : ` ${this.word()} `;
    return this.element(["table"], () => part(0) + part(0) + part(depth));
  }

  sheet() {
    const media = this.chance.weighed({ "": 20, " media=screen": 1, " media=print": 1,
      " type=text/css": 2, " type=text/x": 1, " hidden": 1, " title=x": 1 });
    return `<style${media}>${this.fill(this.chance.pick(v.SHEETS))}</style>` +
      this.chance.pick(["", "\n", "\n\n" + this.inline(2)]);
  }
}

