// SPDX-License-Identifier: MIT
// Chromium, as a pool of pages that tell what is visible of documents.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const BATCH = 40;
const SCRIPTS = ["paint", "visible", "github", "stage"];

// The policy keeps what documents say from being run or fetched, in the frame
// too, while scripts stay on: a browser then parses <noscript> as text.
const STAGE = '<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="' +
  "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:\">" +
  "<style>iframe { position: absolute; top: 0; left: 0; width: 1280px;" +
  " height: 800px; border: 0 }</style><body>";

export class Browser {
  static async open(pages = 2) {
    const chrome = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        // Chromium shrinks text by <small> to 6 px at most, others further.
        "--blink-settings=minimumLogicalFontSize=0",
        "--host-resolver-rules=MAP * ~NOTFOUND"],
    });
    const self = new Browser();
    self.chrome = chrome;
    self.pages = await Promise.all(Array.from({ length: pages }, () => self.open()));
    return self;
  }

  // A process of its own for each, or they would share one core.
  async open() {
    const context = await this.chrome.newContext({ viewport: { width: 1280, height: 800 } });
    await context.route("**", (route) => route.abort());
    const page = await context.newPage();
    await page.setContent(STAGE);
    for (const name of SCRIPTS)
      await page.evaluate(readFileSync(new URL(`${name}.page.js`, import.meta.url), "utf8"));
    return page;
  }

  // [{browser, github}] of HTML -> the same of what is visible, in order.
  async show(documents) {
    const answers = new Array(documents.length);
    let next = 0;
    const work = async (i) => {
      while (next < documents.length) {
        const from = next;
        next += BATCH;
        const batch = documents.slice(from, next);
        const shown = await this.ask(i, batch);
        shown.forEach((s, k) => answers[from + k] = s);
      }
    };
    await Promise.all(this.pages.map((_, i) => work(i)));
    return answers;
  }

  async ask(i, batch) {
    return await this.pages[i].evaluate((b) => globalThis.stage.show(b), batch);
  }

  // The same in a process that has seen nothing else: Chromium keeps the style
  // of attributes by an element's name, and takes <mo mathsize=0> in HTML for
  // one that it saw in a formula before.
  async showAlone(documents) {
    const page = await this.open();
    const shown = await page.evaluate((b) => globalThis.stage.show(b), documents);
    await page.context().close();
    return shown;
  }

  async close() {
    await this.chrome.close();
  }
}
