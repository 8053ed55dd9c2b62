// SPDX-License-Identifier: MIT
// Does what smac prints leave ink on the page? The DOM says where a word is and
// in which colour, but not what else is painted there: a column's background,
// a shadow, a font without letters. A picture of the page does. It is asked in
// one direction: a word's box of one colour is certainly not read.
import { Nest } from "./nest.mjs";
import { words } from "./words.mjs";

// A step of one of the three colours, of 255, that a letter makes.
const STEP = 16;
// px: the page is looked at in a window as large as it, up to these.
const LEAST = { width: 1280, height: 800 }, MOST = { width: 4000, height: 6000 };
const PATIENCE = 5000; // ms

const HEAD = '<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="' +
  "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:\"></head><body>";

// In the page: [{token, boxes, sure}] of its text, in the order of its tree.
// Not `sure`: where a box scrolls, stays in the window, or is a control's, the
// picture of the page is not all that a reader can see.
function locate() {
  const range = document.createRange();
  const isFree = (e) => {
    const s = getComputedStyle(e);
    const scrolls = e !== document.body && e !== document.documentElement &&
      /auto|scroll/.test(s.overflowX + s.overflowY) &&
      (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
    return !scrolls && !/textarea|select|marquee/.test(e.localName) &&
      !["fixed", "sticky"].includes(s.position) && s.contentVisibility === "visible";
  };
  const free = new Map();
  const isSure = (e) => {
    if (e === null) return true;
    if (!free.has(e)) free.set(e, isFree(e) && isSure(e.parentElement));
    return free.get(e);
  };
  const found = [];
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()) !== null;)
    for (const { 0: token, index } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + token.length);
      const boxes = [...range.getClientRects()].filter((b) => b.width > 0 && b.height > 0)
        .map(({ left, top, width, height }) => ({ left, top, width, height }));
      found.push({ token, boxes, sure: isSure(node.parentElement) });
    }
  return found;
}

// In another page: the largest step of a colour in any of the boxes, for each
// list of them; a box that the picture does not reach has any ink.
async function measure({ png, lists }) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const step = ({ left, top, width, height }) => {
    const x = Math.max(0, Math.floor(left)), y = Math.max(0, Math.floor(top));
    const right = Math.min(image.width, Math.ceil(left + width));
    const bottom = Math.min(image.height, Math.ceil(top + height));
    if (left >= image.width || top >= image.height) return 255;
    if (right <= x || bottom <= y) return 0;
    const { data } = context.getImageData(x, y, right - x, bottom - y);
    let most = 0;
    for (let part = 0; part < 3; part++) {
      let low = 255, high = 0;
      for (let i = part; i < data.length; i += 4) {
        low = Math.min(low, data[i]);
        high = Math.max(high, data[i]);
      }
      most = Math.max(most, high - low);
    }
    return most;
  };
  return lists.map((boxes) => Math.max(0, ...boxes.map(step)));
}

export class Ink {
  // `browser`: a Browser, whose process it shares.
  static async open(browser) {
    const self = new Ink();
    self.context = await browser.chrome.newContext({ viewport: LEAST });
    await self.context.route("**", (route) => route.abort());
    self.page = await self.context.newPage();
    self.eye = await self.context.newPage();
    return self;
  }

  async look(html) {
    const { page } = this;
    await page.setViewportSize(LEAST);
    await page.setContent(HEAD + html, { timeout: PATIENCE, waitUntil: "domcontentloaded" });
    const size = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0),
    }));
    const fit = (side) => Math.min(MOST[side], Math.max(LEAST[side], size[side]));
    await page.setViewportSize({ width: fit("width"), height: fit("height") });
    const found = await page.evaluate(locate);
    const png = (await page.screenshot({ timeout: PATIENCE })).toString("base64");
    return [found, await this.eye.evaluate(measure, { png, lists: found.map((f) => f.boxes) })];
  }

  // word -> how often it stands in the page's text, and of these with ink or
  // where that is not certain; null for a page of which no picture can be made.
  async words(html) {
    let looked;
    try {
      looked = await this.look(html);
    } catch (error) {
      if (error.name !== "TimeoutError") throw error;
      await this.page.close();
      this.page = await this.context.newPage();
      return null;
    }
    const counts = new Map();
    looked[0].forEach(({ token, sure }, i) => {
      for (const word of words(token)) {
        const n = counts.get(word) ?? { all: 0, inked: 0 };
        n.all++;
        n.inked += !sure || looked[1][i] >= STEP;
        counts.set(word, n);
      }
    });
    return counts;
  }

  async close() {
    await this.context.close();
  }
}

// The printed words that stand in the page's text and leave no ink there.
const unread = (printed, counts) => [...new Set(printed)].filter((w) =>
  counts.get(w) !== undefined && counts.get(w).inked === 0);

// Of random documents each word is one of its own.
const numbered = (list) => list.flatMap((w) => w.match(/^w\d+$/) ?? []);

// Judges [{name, source}] and `count` random documents.
export async function run(oracle, { report, exceptions, seed, count }, documents) {
  report.say(`ink: ${documents.length} documents and ${count} from seed ${seed}`);
  const random = Array.from({ length: count }, (_, i) => ({
    name: `seed ${seed + i}`,
    isRandom: true,
    source: Buffer.from(new Nest(seed + i, { sheets: true }).document()),
  }));
  let looked = 0;
  for (const { name, source, isRandom } of [...documents, ...random]) {
    const smac = await oracle.smac(source);
    const all = words(`${smac.strict} ${smac.browser}`);
    const printed = isRandom ? numbered(all) : all;
    const counts = await oracle.ink.words((await oracle.pages(source)).browser);
    if (counts === null) continue;
    looked++;
    const blind = exceptions.unexplained(`ink/${name}`, "extra", unread(printed, counts));
    report.check(blind.length === 0, `ink: ${name}: words without ink: ${blind.join(" ")}`);
  }
  report.check(looked > 0.95 * (documents.length + count), "ink: too few pages were seen");
  for (const line of exceptions.unused("ink"))
    report.check(false, `exceptions: nothing needs: ${line}`);
}
