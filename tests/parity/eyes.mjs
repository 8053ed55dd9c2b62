// SPDX-License-Identifier: MIT
// Does the comparison itself see? Known ways to hide must be hidden to it, and
// what only looks like them must be seen: or it would pass whatever smac does.
import { pages } from "./oracle.mjs";
import { HIDING, SHOWING } from "./vocabulary.mjs";
import { SEEN } from "./words.mjs";

// W is the word. A minus: hidden in that view, a plus: seen, browser first.
const KNOWN = `
  ++ <p>W</p>
  -- <!-- W -->
  -- <p title="W">x</p>
  -+ <p hidden>W</p>
  -+ <p hidden="until-found">W</p>
  -+ <div popover>W</div>
  -+ <dialog>W</dialog>
  ++ <dialog open>W</dialog>
  -- <details><summary>x</summary>W</details>
  -- <details><summary>x</summary><p>W</p></details>
  -- <details><summary>x</summary><summary>W</summary></details>
  ++ <details><summary>W</summary>x</details>
  ++ <details open>W</details>
  -- <template>W</template>
  -+ <noscript>W</noscript>
  -+ <video>W</video>
  -- <ruby>x<rp>W</rp></ruby>
  +- <picture>W</picture>
  -+ <font color=white>W</font>
  -+ <table bgcolor=black><tr><td>W</table>
  ++ <table><tr><td>W</table>
  ++ <textarea>W</textarea>
  -+ <svg><title>W</title></svg>
  -+ <svg>W</svg>
  -+ <svg><text>W</text></svg>
  ++ <svg><text y=20>W</text></svg>
  -+ <svg><text y=20 x=900>W</text></svg>
  -+ <math>W</math>
  ++ <math><mi>W</mi></math>
  -- <div><sub><sub><sub><sub><sub><sub><sub><sub><sub><sub><sub><sub>W
  ++ <sub><sub>W
  -+ <div style="visibility:hidden">x <b style="visibility:collapse">W</b></div>
  ++ <div style="visibility:hidden">x <b style="visibility:visible">W</b></div>
  -+ <div style="opacity:0"><b style="opacity:1">W</b></div>
  ++ <div style="font-size:0">x <b style="font-size:16px">W</b></div>
  -+ <div style="background:#fff"><b style="color:#fefefe">W</b></div>
  ++ <div style="background:#000"><b style="color:#fff">W</b></div>
  ++ <pre>${"x ".repeat(400)}W</pre>
  -+ <pre style="overflow:hidden">${"x ".repeat(400)}W</pre>
  -+ <p style="position:relative">W<b style="position:absolute;inset:0;background:#fff"></b>
  ++ <div style="height:1px">W</div>
  -+ <style>p{display:none}</style><p>W</p>
  -+ <style>.a>p:first-child{opacity:0}</style><div class=a><p>W</p></div>
  -+ <b style="margin-left:-999px"></b>W
  -+ <p style="display:none">x<table><tr><td></table><div style="display:none">W</div>
  ++ <p hidden>x<div>W</div>
  ++ <table hidden><tr>W</table>`.trim().split("\n").map((line) => {
  const [marks, ...rest] = line.trim().split(" ");
  return { html: rest.join(" ").replace("W", "w1"), marks };
});

const stated = [
  ...HIDING.map((style) => ({ html: `<div style="${style}">w1</div>`, marks: "-+" })),
  ...SHOWING.map((style) => ({ html: `<div style="${style}">w1</div>`, marks: "++" })),
];

const sees = ({ pieces }) =>
  pieces.some(([state, text]) => state === SEEN && /\bw1\b/.test(text)) ? "+" : "-";

export async function run(oracle, report) {
  const known = [...KNOWN, ...stated];
  const views = await oracle.browser.show(known.map(({ html }) => pages(html)));
  known.forEach(({ html, marks }, i) => {
    const seen = sees(views[i].browser) + sees(views[i].github);
    report.check(seen === marks, `eyes: ${seen} instead of ${marks}: ${html.slice(0, 120)}`);
  });
}
