// SPDX-License-Identifier: MIT
// Words: of a text, in the order in which a page shows them, and how what smac
// printed compares with what is visible.

// What visible.page.js says of a piece.
export const SEEN = 0, UNSURE = 1, OPTIONAL = 2;

// Reasons for which smac drops what the pages of this comparison show: the
// design decides so, or the reader's page has what these pages have not.
const EXCUSED = {
  "front-matter": "metadata: previews and documentation sites do not show it",
  "link-definition-lookalike": "SMAC-2 asks for it, whatever CommonMark shows",
  "math-hidden": "GitHub draws formulas; the comparison's pages have no MathJax",
  "diagram-hidden": "GitHub draws diagrams; the comparison's pages have no Mermaid",
};

// Letters, digits, marks, and symbols beyond those of markup and formulas.
const WORD = /[\p{L}\p{N}\p{M}\p{So}\p{Co}]+/gu;
const DRAWS_NOTHING =
  /[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\u2800]/gu;

// How many U+FFFD stand for bytes that are no text is up to each decoder.
const BLANKS = /[\t\n\f\r\ufffd]/g;

// Without case: of "> [!NOTE]" GitHub's reader sees Note, a browser's NOTE.
export function words(text) {
  const plain = text.replace(BLANKS, " ").replace(DRAWS_NOTHING, "");
  return plain.normalize("NFC").toLowerCase().match(WORD) ?? [];
}

// ---- sequences -----------------------------------------------------------------

function count(list) {
  const counts = new Map();
  for (const w of list) counts.set(w, (counts.get(w) ?? 0) + 1);
  return counts;
}

// The words of `list` beyond what `counts` has of each.
function beyond(list, counts) {
  const left = new Map(counts);
  return list.filter((w) => {
    const n = left.get(w) ?? 0;
    left.set(w, n - 1);
    return n <= 0;
  });
}

// Indices [i, j] of a common subsequence of a and b: their equal ends, then
// words that are unique in both, in the longest ascending order, then what
// lies between these. Longest on texts that are nearly the same.
export function align(a, b) {
  const pairs = [];
  const jobs = [[0, a.length, 0, b.length]];
  while (jobs.length > 0) {
    let [i, iEnd, j, jEnd] = jobs.pop();
    for (; i < iEnd && j < jEnd && a[i] === b[j]; i++, j++) pairs.push([i, j]);
    for (; i < iEnd && j < jEnd && a[iEnd - 1] === b[jEnd - 1]; iEnd--, jEnd--)
      pairs.push([iEnd - 1, jEnd - 1]);
    if (i === iEnd || j === jEnd) continue;
    const anchors = ascending(unique(a, i, iEnd, b, j, jEnd));
    if (anchors.length === 0) {
      pairs.push(...table(a, i, iEnd, b, j, jEnd));
      continue;
    }
    for (const [x, y] of [...anchors, [iEnd, jEnd]]) {
      jobs.push([i, x, j, y]);
      [i, j] = [x, y];
    }
  }
  return pairs.sort((x, y) => x[0] - y[0]);
}

function unique(a, i, iEnd, b, j, jEnd) {
  const once = (list, from, to) => {
    const at = new Map();
    for (let k = from; k < to; k++) at.set(list[k], at.has(list[k]) ? -1 : k);
    return at;
  };
  const inB = once(b, j, jEnd);
  return [...once(a, i, iEnd)].filter(([w, x]) => x >= 0 && (inB.get(w) ?? -1) >= 0)
    .map(([w, x]) => [x, inB.get(w)]);
}

// Of pairs that ascend in their first number, the longest run that ascends in
// the second too.
function ascending(pairs) {
  const ends = [], before = new Array(pairs.length).fill(-1);
  pairs.forEach(([, y], k) => {
    let low = 0, high = ends.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (pairs[ends[mid]][1] < y) low = mid + 1;
      else high = mid;
    }
    before[k] = low > 0 ? ends[low - 1] : -1;
    ends[low] = k;
  });
  const run = [];
  for (let k = ends.length > 0 ? ends.at(-1) : -1; k >= 0; k = before[k]) run.unshift(pairs[k]);
  return run;
}

// The textbook's table, for what is left; a larger gap is read greedily.
function table(a, i, iEnd, b, j, jEnd) {
  const rows = iEnd - i, columns = jEnd - j;
  if (rows * columns > 4e6) return greedy(a, i, iEnd, b, j, jEnd);
  const best = new Uint32Array((rows + 1) * (columns + 1));
  const at = (x, y) => x * (columns + 1) + y;
  for (let x = rows - 1; x >= 0; x--)
    for (let y = columns - 1; y >= 0; y--)
      best[at(x, y)] = a[i + x] === b[j + y] ? best[at(x + 1, y + 1)] + 1
        : Math.max(best[at(x + 1, y)], best[at(x, y + 1)]);
  const pairs = [];
  for (let x = 0, y = 0; x < rows && y < columns;)
    if (a[i + x] === b[j + y]) pairs.push([i + x++, j + y++]);
    else if (best[at(x + 1, y)] >= best[at(x, y + 1)]) x++;
    else y++;
  return pairs;
}

function greedy(a, i, iEnd, b, j, jEnd) {
  const pairs = [];
  for (; i < iEnd && j < jEnd; i++) {
    const k = b.indexOf(a[i], j);
    if (k < 0 || k >= jEnd) continue;
    pairs.push([i, k]);
    j = k + 1;
  }
  return pairs;
}

// ---- what is visible -------------------------------------------------------------

// One view's pieces as words with their states.
function sequence({ pieces }) {
  return pieces.flatMap(([state, text]) => words(text).map((word) => ({ word, state })));
}

// What a profile's reader sees; strict is what both views show.
export function visible(views, profile) {
  if (profile !== "strict") return sequence(views[profile]);
  const browser = sequence(views.browser), github = sequence(views.github);
  const of = (list) => list.map((x) => x.word);
  return align(of(browser), of(github)).map(([i, j]) =>
    ({ word: browser[i].word, state: Math.max(browser[i].state, github[j].state) }));
}

// The words that smac drops for such a reason.
export function excused(source, findings) {
  return findings.filter((f) => EXCUSED[f.reason] !== undefined)
    .flatMap((f) => words(source.toString("utf8", f.offset, f.offset + f.length)));
}

// How smac's text of a profile compares. `leaks` are printed and stand hidden
// in the page's source, `unknown` are printed and stand nowhere, `lost` are
// seen and not printed, `moved` is how many are printed out of order.
export function compare({ source, html, views, smac, profile }) {
  const shown = visible(views, profile);
  const printed = words(smac[profile]);
  const all = shown.map((x) => x.word);
  const extra = beyond(printed, count(all));
  const pool = new Set(words(source.toString() + " " + html));
  const required = shown.filter((x) => x.state === SEEN).map((x) => x.word);
  const missing = beyond(required, count(printed));
  const kept = printed.length - extra.length;
  return {
    required: required.length,
    printed: printed.length,
    leaks: extra.filter((w) => pool.has(w)),
    unknown: extra.filter((w) => !pool.has(w)),
    lost: beyond(missing, count(excused(source, smac.findings))),
    moved: kept - align(printed, all).length,
  };
}
