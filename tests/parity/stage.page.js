// SPDX-License-Identifier: MIT
// The page in which documents are looked at, one after the other in a frame,
// so that each is a whole document in its window. A classic script: it defines
// globalThis.stage, and needs visible and github.
"use strict";

globalThis.stage = (() => {
  let frame = null;

  // Sheets that are in no <style>: only data: addresses are not refused.
  const WAITS = /<link\b|@import/i;
  const PATIENCE = 500;

  const loaded = (frame) => new Promise((resolve) => {
    frame.onload = resolve;
    setTimeout(resolve, PATIENCE);
  });

  // Chromium keeps the colours of <body link> when a document is written anew.
  function forget(doc) {
    for (const name of ["link", "vlink", "alink"]) {
      doc.body?.setAttribute(name, "blue");
      doc.body?.removeAttribute(name);
    }
  }

  // Writing into a frame that is there takes a tenth of the time that loading
  // one takes. A <meta> refresh may have navigated it away since.
  async function look(sheet, html) {
    if (frame?.contentDocument == null) {
      frame?.remove();
      frame = document.createElement("iframe");
      document.body.append(frame);
    }
    const doc = frame.contentDocument;
    forget(doc);
    doc.open();
    doc.write("<!DOCTYPE html><html><head>", sheet && `<style>${sheet}</style>`,
      "</head><body>", html);
    doc.close();
    if (WAITS.test(html)) await loaded(frame);
    frame.contentWindow.scrollTo(0, 0);
    return globalThis.visible(doc);
  }

  return {
    // [{browser: html, github: tag-filtered html}] -> what each view shows.
    async show(documents) {
      const shown = [];
      for (const { browser, github } of documents)
        shown.push({
          browser: await look("", browser),
          github: await look(globalThis.github.sheet, globalThis.github.sanitize(github)),
        });
      return shown;
    },
  };
})();
