// SPDX-License-Identifier: MIT
// Asks everybody about a document: smac, a renderer of markdown, the browser.
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { micromark } from "micromark";
import { Browser } from "./browser.mjs";
import { Ink } from "./ink.mjs";
import { Pipe } from "./pipe.mjs";

export const PROFILES = ["strict", "browser", "github"];

// cmark-gfm's tagfilter, for HTML that it did not make.
const FILTERED = new RegExp("<(?=/?(?:title|textarea|style|xmp|iframe|noembed|noframes|" +
  "script|plaintext)(?:[\\s>]|/>))", "gi");
const BACK = /<a href="#[^"<>]*"[^<>]*footnote-backref[^<>]*>.*?<\/a>/g;
const NOTE = /<sup(?: class="footnote-ref")?><a href="#/g;

// The pages of a document's HTML. A footnote's raised number is a word of its
// own, and the arrows that lead back to it are the renderer's.
export function pages(html, filtered = html.replace(FILTERED, "&lt;")) {
  const part = (s) => s.replace(BACK, "").replace(NOTE, " $&");
  return { browser: part(html), github: part(filtered) };
}

export class Oracle {
  static async open(folder, pages) {
    const self = new Oracle();
    self.filter = new Pipe(`${folder}/filter`, 5);
    self.render = new Pipe(`${folder}/render`, 2);
    self.browser = await Browser.open(pages);
    self.ink = await Ink.open(self.browser);
    return self;
  }

  // What smac says of a document.
  async smac(source) {
    const [status, strict, browser, github, findings] =
      (await this.filter.ask(source)).map((bytes) => bytes.toString());
    return {
      status, strict, browser, github,
      findings: findings.split("\n").filter(Boolean).map((line) => {
        const [reason, offset, length] = line.split(" ");
        return { reason, offset: Number(offset), length: Number(length) };
      }),
    };
  }

  // Debian's cmark-gfm.
  async pages(source) {
    return pages(...(await this.render.ask(source)).map((b) => b.toString()));
  }

  // A second opinion, by a renderer that has nothing in common with the first.
  otherPages(source) {
    const raw = function (token) { this.raw(this.sliceSerialize(token)); };
    const unfiltered = { exit: { htmlFlowData: raw, htmlTextData: raw } };
    return pages(micromark(source, { allowDangerousHtml: true, extensions: [gfm()],
      htmlExtensions: [gfmHtml({ label: " ", backLabel: () => "\u21a9" }), unfiltered] }));
  }

  // [{name, source, html?}] -> the same with what each says: html, views, smac.
  async ask(documents) {
    const asked = await Promise.all(documents.map(async (d) => {
      const [smac, pages] = await Promise.all([
        this.smac(d.source), d.pages ?? this.pages(d.source)]);
      return { ...d, smac, pages, html: pages.browser };
    }));
    const views = await this.browser.show(asked.map((d) => d.pages));
    return asked.map((d, i) => ({ ...d, views: views[i] }));
  }

  async close() {
    this.filter.close();
    this.render.close();
    await this.ink.close();
    await this.browser.close();
  }
}
