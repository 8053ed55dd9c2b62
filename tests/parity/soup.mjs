// SPDX-License-Identifier: MIT
// Random tag soup against parse5: what may be seen by its tree, and what the
// judge says. A word that only the judge shows is a leak and fails; words that
// only parse5 shows are losses and are counted.
//
//     node soup.mjs JUDGE [DOCUMENTS [SEED [KIND]]]
//
// The judge shows what is seen with and without a DOCTYPE (quirks), and in
// parsers that read tags in a <select> and in those that do not; parse5 is of
// the latter, and stands for both kinds of document.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Parser, html } from "parse5";

const HIDES = new Set(("script style template title head noscript iframe noembed " +
  "noframes video audio canvas datalist rp select meter progress").split(" "));
const SVG_HIDES = new Set(("title desc metadata defs symbol clipPath mask marker " +
  "pattern linearGradient radialGradient filter script style").split(" "));
const MATH_HIDES = new Set(["annotation", "annotation-xml", "mphantom"]);
const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";

// Where parse5 7.3 is not the standard: it lets </tbody>, </thead> and </tfoot>
// end a row when no such section is open (13.2.6.4.14); <template> does not end
// its table scope (13.2.4.2). Documents are left out in which it reads no CDATA
// section right inside an integration point (13.2.5.42), or lets an end tag in
// HTML close an SVG or MathML element (13.2.6.4.7, "any other end tag").
class Standard extends Parser {
  static IN_ROW = 13;
  static SECTIONS = new Set(["tbody", "thead", "tfoot"]);
  deviates = false;

  constructor(...options) {
    super(...options);
    const open = this.openElements;
    const innermost = (names) => {
      for (let i = open.stackTop; i >= 0; i--) {
        const e = open.items[i];
        if (!isHtml(e)) continue;
        if (names.has(e.tagName)) return true;
        if (["table", "template", "html"].includes(e.tagName)) return false;
      }
      return false;
    };
    open.hasInTableScope = (id) => innermost(new Set([html.TAG_NAMES[html.TAG_ID[id]]]));
    open.hasTableBodyContextInTableScope = () => innermost(Standard.SECTIONS);
  }

  isStray(token) {
    return this.insertionMode === Standard.IN_ROW &&
      Standard.SECTIONS.has(token.tagName) &&
      !this.openElements.hasInTableScope(token.tagID);
  }

  closesForeign(name) {
    const open = this.openElements;
    for (let i = open.stackTop; i >= 0; i--)
      if (open.items[i].tagName === name) return !isHtml(open.items[i]);
    return false;
  }

  onEndTag(token) {
    this.deviates ||= !this.currentNotInHTML && this.closesForeign(token.tagName);
    if (this.currentNotInHTML || !this.isStray(token)) super.onEndTag(token);
  }

  _endTagOutsideForeignContent(token) {
    if (!this.isStray(token)) super._endTagOutsideForeignContent(token);
  }

  onComment(token) {
    this.deviates ||= this.currentNotInHTML && token.data.startsWith("[CDATA[");
    super.onComment(token);
  }
}

// ---- what a reader sees of a tree ---------------------------------------------

const FILTERED = "title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext";
const FILTER = new RegExp(`<(?=/?(?:${FILTERED})(?:[\\s>]|/>))`, "gi");

const VIEWS = {
  browser: {
    scripts: true,
    shrunk: 10,
    prepare: (source) => source,
    hides: (e, has) => {
      if (has("hidden") || has("popover")) return true;
      if (e.namespaceURI === SVG) return SVG_HIDES.has(e.tagName);
      if (e.namespaceURI === MATHML) return MATH_HIDES.has(e.tagName);
      return HIDES.has(e.tagName) || (e.tagName === "dialog" && !has("open")) ||
        (e.tagName === "object" && has("data"));
    },
    outlined: (e, before) => e.namespaceURI !== SVG ? before
      : e.tagName === "svg" || (before && !["text", "foreignObject"].includes(e.tagName)),
  },
  // The tagfilter, then the sanitizer: no attribute hides, and few elements.
  github: {
    scripts: false,
    shrunk: 5,
    prepare: (source) => source.replace(FILTER, "&lt;"),
    hides: (e) => isHtml(e) && (["rp", "template", "picture"].includes(e.tagName) ||
      FILTERED.split("|").includes(e.tagName)),
    outlined: () => false,
  },
};

function seen(source, view) {
  const words = [];
  const parser = new Standard({ scriptingEnabled: view.scripts });
  parser.tokenizer.write(view.prepare(source), true);
  if (parser.deviates) return null;
  walk(parser.document, { hidden: false, shrunk: 0, outlined: false }, view, words);
  return words.map(String);
}

function walk(node, state, view, words) {
  for (const child of node.childNodes ?? []) {
    if (child.nodeName === "#text") {
      if (!state.hidden && !state.outlined && state.shrunk < view.shrunk)
        words.push(...child.value.matchAll(/w\d+/g));
    } else if (child.tagName !== undefined) {
      walk(child, inside(node, child, state, view), view, words);
    }
  }
}

function inside(parent, e, state, view) {
  const has = (name) => e.attrs.some((a) => a.name === name);
  const first = e.tagName === "summary" && isHtml(e) && parent.tagName === "details" &&
    isHtml(parent) && parent.childNodes.find(
      (c) => c.tagName === "summary" && isHtml(c)) === e;
  const hidden = (first ? state.summary : state.hidden) || view.hides(e, has);
  const closed = e.tagName === "details" && isHtml(e) && !has("open");
  const shrinks = isHtml(e) && (e.tagName === "sub" || e.tagName === "sup");
  return {
    hidden: hidden || closed,
    summary: hidden,
    outlined: view.outlined(e, state.outlined),
    shrunk: state.shrunk + (shrinks ? 1 : 0),
  };
}

function isHtml(e) {
  return e.namespaceURI === "http://www.w3.org/1999/xhtml";
}

// ---- soup --------------------------------------------------------------------

const FLOW = ("p p p div div span span b i a em u font nobr code small strong " +
  "section article ul li li ol dl dt dd h1 h2 pre blockquote details details " +
  "summary summary dialog form button main x-y y-x label center address sub " +
  "sup tt big s strike address hr br img fieldset menu dir aside").split(" ");
const TABLE = "table table tr tr td td th tbody thead tfoot caption col colgroup".split(" ");
const RAW = ("title textarea style script xmp iframe noembed noframes noscript " +
  "plaintext").split(" ");
const FOREIGN = ("svg svg math math title desc foreignobject text g mi mo mtext " +
  "annotation-xml mglyph style script font a circle annotation").split(" ");
const ODD = ("template template select select option optgroup input object applet " +
  "marquee ruby rb rt rp rtc video canvas head body html frameset frame image " +
  "area embed keygen textarea param listing search datalist meter").split(" ");
const FEW = "b b i a span div div p table tr td details details summary summary nobr".split(" ");
const KINDS = {
  few: FEW,
  mild: [...FLOW],
  table: [...FLOW, ...TABLE, ...TABLE, ...TABLE, ...TABLE],
  foreign: [...FLOW, ...FOREIGN, ...FOREIGN],
  all: [...FLOW, ...FLOW, ...TABLE, ...TABLE, ...RAW, ...FOREIGN, ...ODD],
};

let state = 1;
const next = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 4294967296;
};
const pick = (list) => list[Math.floor(next() * list.length)];

function attributes(name) {
  let s = "";
  const root = name === "body" || name === "html";
  const p = next();
  if (p < 0.12 && !root) s += pick([" hidden", " hidden=''", ' HIDDEN="false"', "/hidden",
    "\fhidden", " popover", " a=w0'\" hidden"]);
  else if (p < 0.2) s += pick([" open", ' a="w0"', " a='>'", " a=>", " =x", " b=\"<p hidden>\"",
    " color=red", " encoding=text/html", " type=hidden", " data=x"]);
  if (name === "details" && next() < 0.3) s += " open";
  if (next() < 0.06) s += "/";
  return s;
}

function soup(kind) {
  const names = KINDS[kind];
  const open = [];
  let s = "";
  let word = 1;
  const length = 3 + Math.floor(next() * 30);
  for (let i = 0; i < length; i++) {
    const p = next();
    if (p < 0.42) {
      const name = pick(names);
      open.push(name);
      s += `<${name}${attributes(name)}>`;
    } else if (p < 0.62 && open.length > 0) {
      s += `</${next() < 0.7 ? open.splice(Math.floor(next() * open.length), 1)[0]
        : pick(names)}>`;
    } else if (p < 0.66 && kind === "all") {
      s += pick(["<!--", "-->", "<!-->", "<!--->", "--!>", "<!x>", "</ x>", "<?x>", "<![CDATA[",
        "]]>", "<!DOCTYPE x>", "</>", "<3", "< ", "&lt;b hidden>", "&#60;", "<!-", "<!--<!--",
        "<p title=\"", "\">", "'", "</p x='"]);
    } else if (p < 0.7) {
      s += pick([" ", "\n", " \n "]);
    } else {
      s += ` w${word++} `;
    }
  }
  return s;
}

// ---- comparing ----------------------------------------------------------------

const BATCH = 2000;
const QUIRKS = "<html><head></head><body>";
const DOCTYPE = "<!DOCTYPE html>" + QUIRKS;

function run(judge, view, documents, chunk) {
  const result = spawnSync(judge, [view, ...chunk], {
    input: documents.map((d) => d + "\0").join(""), maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(`the judge ended with ${result.status}`);
  return result.stdout.toString().split("\n").map((l) => l.split(" ").slice(1));
}

function compare(document, view, said, chunked, sum) {
  const standard = seen(DOCTYPE + document, VIEWS[view]);
  const quirks = seen(QUIRKS + document, VIEWS[view]);
  if (standard === null || quirks === null) return;
  const truth = new Set(standard.filter((w) => quirks.includes(w)));
  const leaks = said.filter((w) => !truth.has(w));
  const losses = [...truth].filter((w) => !said.includes(w));
  sum.documents++;
  sum.words += truth.size;
  sum.lost += losses.length;
  sum.losing += losses.length > 0;
  const shown = JSON.stringify(document);
  if (leaks.length > 0) console.log(`${view}: leak ${leaks} in ${shown}`);
  if (said.join() !== chunked.join()) console.log(`${view}: chunks change ${shown}`);
  sum.leaking += leaks.length > 0 || said.join() !== chunked.join();
  if (losses.length > 0 && process.env.LOSSES)
    console.log(`${view}: loss ${losses} in ${shown}`);
}

// 0 if nothing leaks.
export function main(judge, total = "100000", seed = "1", only = "") {
  const kinds = only ? [only] : Object.keys(KINDS);
  let leaking = 0;
  for (const view of Object.keys(VIEWS)) {
    const sum = { documents: 0, leaking: 0, words: 0, lost: 0, losing: 0 };
    state = Number(seed) || 1;
    for (let done = 0; done < Number(total); done += BATCH) {
      const documents = Array.from({ length: BATCH }, (_, i) => soup(kinds[i % kinds.length]));
      const said = run(judge, view, documents, []);
      const chunked = run(judge, view, documents, ["1"]);
      documents.forEach((d, i) => compare(d, view, said[i], chunked[i], sum));
    }
    console.log(`${view}: ${sum.documents} documents, ${sum.leaking} leaking; ` +
      `${sum.lost} of ${sum.words} words lost in ${sum.losing} documents`);
    leaking += sum.leaking;
  }
  return leaking === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = main(...process.argv.slice(2));
