// SPDX-License-Identifier: MIT
// The page in which documents are looked at, one after the other in a frame,
// so that each is a whole document in its window. A classic script: it defines
// globalThis.stage, and needs visible and github.
"use strict";

globalThis.stage = (() => {
  let frame = null;

  // Writing into a frame that is there takes a tenth of the time that loading
  // one takes. A <meta> refresh may have navigated it away since.
  function look(sheet, html) {
    if (frame?.contentDocument == null) {
      frame?.remove();
      frame = document.createElement("iframe");
      document.body.append(frame);
    }
    const doc = frame.contentDocument;
    doc.open();
    doc.write("<!DOCTYPE html><html><head>", sheet && `<style>${sheet}</style>`,
      "</head><body>", html);
    doc.close();
    frame.contentWindow.scrollTo(0, 0);
    return globalThis.visible(doc);
  }

  return {
    // [{browser: html, github: tag-filtered html}] -> what each view shows.
    show: (documents) => documents.map(({ browser, github }) => ({
      browser: look("", browser),
      github: look(globalThis.github.sheet, globalThis.github.sanitize(github)),
    })),
  };
})();
