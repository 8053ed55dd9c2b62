// SPDX-License-Identifier: MIT
// GitHub's view of a README: a sanitizer after the allowlist that GitHub
// published with html-pipeline, and the part of its style sheet that decides
// what is seen. A classic script of the stage: it defines globalThis.github.
"use strict";

globalThis.github = (() => {
  const words = (text) => new Set(text.trim().split(/\s+/));

  const ELEMENTS = words(`
    h1 h2 h3 h4 h5 h6 h7 h8 br b i strong em a pre code img tt div ins del sup
    sub p picture ol ul table thead tbody tfoot blockquote dl dt dd kbd q samp
    var hr ruby rt rp li tr td th s strike summary details caption figure
    figcaption abbr bdo cite dfn mark small source span time wbr input`);

  // Removed with what is in them; of all other elements the content stays.
  const REMOVED = words("script template style");

  const ANYWHERE = words(`
    abbr accept accept-charset accesskey action align alt aria-describedby
    aria-hidden aria-label aria-labelledby axis border char charoff charset
    checked clear cols colspan compact coords datetime dir disabled enctype
    for frame headers height hreflang hspace id ismap itemprop label lang
    maxlength media method multiple name nohref noshade nowrap open progress
    prompt readonly rel rev role rows rowspan rules scope selected shape size
    span start summary tabindex title type usemap valign value width`);
  const SOMEWHERE = {
    a: words("href"), img: words("src longdesc loading"), source: words("srcset"),
    div: words("itemscope itemtype"), blockquote: words("cite"), del: words("cite"),
    ins: words("cite"), q: words("cite"),
  };

  // A list item or a part of a table without its list or table is unwrapped.
  const PARENTS = {
    li: "ul, ol", tr: "table", td: "table", th: "table", thead: "table",
    tbody: "table", tfoot: "table", caption: "table",
  };

  const HTML = "http://www.w3.org/1999/xhtml";

  function isAllowed(e) {
    const name = e.localName;
    if (e.namespaceURI !== HTML || !ELEMENTS.has(name)) return false;
    if (name === "input") return e.type === "checkbox" && e.hasAttribute("disabled");
    return PARENTS[name] === undefined || e.parentElement?.closest(PARENTS[name]) != null;
  }

  function clean(node) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === 3) continue;
      if (child.nodeType !== 1 || REMOVED.has(child.localName)) {
        child.remove();
        continue;
      }
      const allowed = isAllowed(child);
      clean(child);
      if (!allowed) {
        child.replaceWith(...child.childNodes);
        continue;
      }
      for (const { name } of [...child.attributes])
        if (!ANYWHERE.has(name) && !SOMEWHERE[child.localName]?.has(name))
          child.removeAttribute(name);
    }
  }

  const SHEET = `
    body { margin: 45px; font: 16px/1.5 sans-serif; color: #1f2328; background: #fff; }
    sub, sup { font-size: 75%; line-height: 0; position: relative; vertical-align: baseline; }
    sub { bottom: -.25em } sup { top: -.5em }
    small { font-size: 90%; }
    h1 { font-size: 2em } h2 { font-size: 1.5em } h3 { font-size: 1.25em }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25 }
    h4 { font-size: 1em } h5 { font-size: .875em } h6 { font-size: .85em }
    code, tt, samp, pre { font: 85% monospace; }
    kbd { font: 11px monospace; line-height: 10px; }
    pre code, pre tt, pre samp { font-size: 100%; }
    pre { padding: 16px; overflow: auto; background: #f6f8fa; }
    table { display: block; width: max-content; max-width: 100%; overflow: auto; }
    td, th { padding: 6px 13px; border: 1px solid #d1d9e0; }
    h6, blockquote { color: #59636e; }
    mark { background: #fff8c5; color: #1f2328; }
    img { max-width: 100%; }
    picture { visibility: hidden; } picture img { visibility: visible; }`;

  return {
    sheet: SHEET,
    // The HTML was tag-filtered by whoever made it.
    sanitize(html) {
      const doc = new DOMParser().parseFromString(
        "<!DOCTYPE html><html><head></head><body>" + html, "text/html");
      clean(doc.body);
      return doc.body.innerHTML;
    },
  };
})();
