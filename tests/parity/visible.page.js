// SPDX-License-Identifier: MIT
// What a reader sees of a document, word by word, from its DOM. A classic
// script of the stage, after paint: it defines globalThis.visible.
"use strict";

// visible(document) answers the document's text in the order of its tree:
//   pieces  [state, text] ...: SEEN, or UNSURE (it is drawn, but this file
//           cannot tell how), or OPTIONAL (the page shows it though it is no
//           text node, such as a list's number); a blank parts two boxes
//   hidden  the text that nobody sees
globalThis.visible = (() => {
  const SEEN = 0, UNSURE = 1, OPTIONAL = 2, HIDDEN = 3;

  // Under 4 px nobody reads; five nested <sub> are so small on GitHub.
  const SMALLEST = 4;
  // Letters are at least as wide as a seventh of their height.
  const NARROWEST = 0.5;
  // Contrast, 1 to 21: below the first figure black is white, above the second
  // it can be read.
  const FAINT = 1.15, PLAIN = 1.45;
  // The part of a word that must be inside of what clips it, and the px of one
  // that must be where it scrolls.
  const CUT = 0.3, WHOLE = 0.7, PART = 100;

  const SVG = "http://www.w3.org/2000/svg";
  const MATHML = "http://www.w3.org/1998/Math/MathML";

  const IGNORED = /[\p{Default_Ignorable_Code_Point}\u2800]+/gu;

  const { colour, over, contrast, isNear } = globalThis.paint;

  // ---- a document ------------------------------------------------------------

  class Reader {
    constructor(doc) {
      this.doc = doc;
      this.view = doc.defaultView;
      this.styles = new Map();
      this.boxes = new Map();
      this.pieces = [];
      this.hidden = "";
      this.range = doc.createRange();
    }

    style(e) {
      let s = this.styles.get(e);
      if (s === undefined) this.styles.set(e, s = this.view.getComputedStyle(e));
      return s;
    }

    box(e) {
      let b = this.boxes.get(e);
      if (b === undefined) this.boxes.set(e, b = e.getBoundingClientRect());
      return b;
    }

    put(state, text) {
      const last = this.pieces.at(-1);
      if (state === HIDDEN) this.hidden += text;
      else if (last !== undefined && last[0] === state) last[1] += text;
      else this.pieces.push([state, text]);
    }

    part() {
      const last = this.pieces.at(-1);
      if (last !== undefined) last[1] += " ";
      this.hidden += " ";
    }

    // ---- the tree ----

    walk(node) {
      for (const child of node.childNodes)
        if (child.nodeType === 3) this.text(child, node);
        else if (child.nodeType === 1) this.element(child);
    }

    element(e) {
      const s = this.style(e);
      const name = e.localName;
      const parts = e.namespaceURI !== MATHML && (["br", "img", "option"].includes(name) ||
        !["inline", "contents", "ruby", "ruby-text", "none"].includes(s.display));
      if (parts) this.part();
      if (s.display === "list-item" && s.listStyleType !== "none") this.number(e);
      if (name === "textarea") this.control(e, e.value, SEEN);
      else if (name === "input") this.control(e, Reader.inputText(e), OPTIONAL);
      else if (name === "option") this.control(e, e.text, OPTIONAL);
      else this.walk(e);
      if (parts) this.part();
    }

    // What the page says of an <input>; smac drops it as an attribute.
    static inputText(e) {
      if (e.type === "checkbox" || e.type === "radio") return e.checked ? "x" : "";
      if (["hidden", "image", "file", "range", "color", "password"].includes(e.type)) return "";
      return e.value || e.placeholder;
    }

    control(e, text, state) {
      this.put(this.isShown(e) && this.judge(e, this.box(e), true) === SEEN
        ? state : HIDDEN, text);
    }

    number(e) {
      if (e.localName !== "li" || e.parentElement?.localName !== "ol") return;
      const list = e.parentElement;
      let n = list.start;
      for (const item of list.children) {
        if (item.localName !== "li") continue;
        if (item.hasAttribute("value")) n = item.value;
        if (item === e) break;
        n += list.reversed ? -1 : 1;
      }
      this.put(OPTIONAL, ` ${n} `);
    }

    // ---- text ----

    // What SVG draws where it is used alone, though it has boxes.
    static DEFINED = "defs, symbol, clipPath, mask, marker, pattern";

    isShown(e) {
      while (this.style(e).display === "contents" && e.parentElement !== null) {
        if (this.style(e).visibility !== "visible") return false;
        e = e.parentElement;
      }
      const { contentVisibility, display } = this.style(e);
      return e.checkVisibility({ visibilityProperty: true }) &&
        (contentVisibility !== "hidden" || display === "inline");
    }

    text(node, parent) {
      const data = node.data;
      const isDotted = this.style(parent).webkitTextSecurity !== "none";
      const defined = parent.closest(Reader.DEFINED);
      if (defined !== null && defined.namespaceURI === SVG) {
        this.put(this.doc.querySelector("use") === null ? HIDDEN : UNSURE, data);
        return;
      }
      const isFolded = parent.localName === "details" && !parent.open;
      if (isFolded || isDotted || !this.isShown(parent)) {
        this.put(HIDDEN, data);
        return;
      }
      let from = 0;
      for (const match of data.matchAll(/(?:\S|\ufeff)+/g)) {
        this.gap(data.slice(from, match.index));
        from = match.index + match[0].length;
        const [start, end] = Reader.body(match[0]);
        this.reach(node, match.index + start, match.index + end);
        for (let i = match.index; this.isEmpty() && start > 0 && i < from; i++)
          this.reach(node, i, i + 1);
        this.put(this.word(parent, match[0].slice(start, end)), match[0]);
      }
      this.gap(data.slice(from));
    }

    reach(node, from, to) {
      this.range.setStart(node, from);
      this.range.setEnd(node, to);
    }

    isEmpty() {
      return this.range.getBoundingClientRect().width === 0;
    }

    // The longest part of a word without characters that draw nothing: with
    // these, a range's box may be empty though the word is drawn. Behind
    // U+FE0F U+E0041 U+180E it is empty, too, and one of these has the box.
    static body(word) {
      const parts = word.split(IGNORED);
      const longest = parts.reduce((a, b) => b.length > a.length ? b : a);
      const start = word.indexOf(longest);
      return longest === "" ? [0, word.length] : [start, start + longest.length];
    }

    gap(blanks) {
      if (blanks !== "") this.part();
    }

    word(parent, word) {
      if (parent.closest("select, object[data], marquee") !== null)
        return this.unlikely();
      const letters = word.length;
      const rects = [...this.range.getClientRects()];
      let best = HIDDEN;
      for (const rect of rects) {
        const length = this.isUpright(parent) ? rect.height : rect.width;
        const share = length / (letters / rects.length);
        if (share < NARROWEST || rect.height === 0) continue;
        best = Math.min(best, this.judge(parent, rect, false));
      }
      return best;
    }

    // Controls, moving text, and what stands in for an object that this page
    // does not load: if it is drawn it may be seen or not.
    unlikely() {
      return this.range.getClientRects().length > 0 ? UNSURE : HIDDEN;
    }

    // ---- one box of a word ----

    judge(parent, rect, isControl) {
      const inside = this.clip(parent, rect);
      if (inside < CUT) return this.leansLeft(parent, rect) ? UNSURE : HIDDEN;
      if (!isControl && this.size(parent, rect) < SMALLEST) return HIDDEN;
      const ink = isControl ? SEEN : this.ink(parent, rect);
      if (ink === HIDDEN) return HIDDEN;
      const hit = this.hit(parent, rect);
      if (hit === HIDDEN) return HIDDEN;
      const unsure = inside < WHOLE || ink === UNSURE || hit === UNSURE || this.isPaintedOver();
      return unsure ? UNSURE : SEEN;
    }

    // What does not fit into a line from right to left is off the page in a
    // narrow window, and seen in a wide one.
    leansLeft(parent, rect) {
      for (let e = parent; e !== null; e = e.parentElement)
        if (this.style(e).direction === "rtl") return rect.left < 0 && rect.top >= 0;
      return false;
    }

    // Thick outlines, shadows and laid pseudo-elements are paint without a box:
    // who knows what is under them.
    isPaintedOver() {
      if (this.painted === undefined) {
        const all = [...this.doc.querySelectorAll("body, body *")];
        const hasSheets = this.doc.styleSheets.length > 0;
        const isLaid = (e, name) => {
          const s = this.view.getComputedStyle(e, name);
          return s.content !== "none" && s.content !== "normal" && s.position !== "static";
        };
        this.painted = all.some((e) => {
          const s = this.style(e);
          // What stands in for a <meter> has no style at all.
          return s.display !== "" && ((s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 20) ||
            s.boxShadow !== "none" ||
            (hasSheets && (isLaid(e, "::before") || isLaid(e, "::after"))));
        });
      }
      return this.painted;
    }

    // What a reader sees of the font's size, transforms and zoom included.
    size(parent, rect) {
      const set = parseFloat(this.style(parent).fontSize);
      const line = rect.height / 1.1;
      return this.isTurned(parent) ? Math.min(line, rect.width) : Math.min(set, line);
    }

    isUpright(e) {
      return this.style(e).writingMode !== "horizontal-tb";
    }

    isTurned(e) {
      for (; e !== null; e = e.parentElement) {
        const s = this.style(e);
        if (s.transform !== "none" || s.rotate !== "none" || s.scale !== "none" ||
          s.zoom !== "1" || s.writingMode !== "horizontal-tb") return true;
      }
      return false;
    }

    // ---- clipping ----

    // The part of the rectangle that scrolling can bring to sight.
    clip(parent, rect) {
      let r = { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
      const area = rect.width * rect.height;
      let escapes = "";
      let share = 1;
      for (let e = parent; e !== null; e = e.parentElement) {
        const s = this.style(e);
        const holds = s.position !== "static" || s.transform !== "none" ||
          s.filter !== "none" || s.contain !== "none" || s.perspective !== "none";
        const passed = (escapes === "absolute" && !holds) ||
          (escapes === "fixed" && (!holds || s.transform === "none"));
        if (passed) continue;
        escapes = "";
        if (e !== this.doc.documentElement && e !== this.doc.body) {
          const [next, part] = this.clipBy(e, s, r);
          r = next;
          share = Math.min(share, part);
        }
        if (s.position === "absolute" || s.position === "fixed") escapes = s.position;
      }
      return area === 0 ? 0 : Math.min(share, this.onPage(r, escapes === "fixed"));
    }

    clipBy(e, s, r) {
      const clips = (o) => o !== "visible";
      const contained = /paint|strict|content/.test(s.contain);
      const isSvg = e.namespaceURI === SVG;
      const applies = isSvg ? ["svg", "foreignObject"].includes(e.localName)
        : !["inline", "contents", "table-row", "table-row-group"].includes(s.display);
      if (!applies || !(clips(s.overflowX) || clips(s.overflowY) || contained)) return [r, 1];
      const b = this.box(e);
      const inner = {
        left: b.left + e.clientLeft, top: b.top + e.clientTop,
        right: b.left + e.clientLeft + (e.clientWidth || b.width),
        bottom: b.top + e.clientTop + (e.clientHeight || b.height),
      };
      if (isSvg)
        Object.assign(inner, { left: b.left, top: b.top, right: b.right, bottom: b.bottom });
      const x = this.axis(r.left, r.right, inner.left, inner.right,
        contained ? "clip" : s.overflowX, e.scrollLeft, e.scrollWidth, s.direction === "rtl");
      const y = this.axis(r.top, r.bottom, inner.top, inner.bottom,
        contained ? "clip" : s.overflowY, e.scrollTop, e.scrollHeight);
      return [{ left: x[0], right: x[1], top: y[0], bottom: y[1] }, x[2] * y[2]];
    }

    // [from, to, part] of an interval that a box clips or can scroll to.
    axis(from, to, low, high, overflow, scrolled, length, isReversed = false) {
      const size = Math.max(to - from, 1e-6);
      if (overflow === "visible") return [from, to, 1];
      if (overflow === "auto" || overflow === "scroll") {
        const most = Math.max(length, high - low);
        const least = isReversed ? high - low - most : 0;
        const at = from - low + scrolled;
        const reach = Math.min(at + size, least + most) - Math.max(at, least);
        const window = Math.min(reach, high - low);
        const start = Math.max(low, Math.min(from, high - window));
        // A word that is longer than its box is read part by part.
        const share = Math.min(reach / size, window / Math.min(size, PART));
        return [start, start + Math.max(window, 0), Math.max(0, share)];
      }
      const start = Math.max(from, low), end = Math.min(to, high);
      return [start, Math.max(start, end), Math.max(0, end - start) / size];
    }

    // A page scrolls to the right and down, not beyond its origin.
    onPage(r, isFixed) {
      const root = this.doc.scrollingElement ?? this.doc.documentElement;
      const rtl = this.style(this.doc.documentElement).direction === "rtl" ||
        (this.doc.body !== null && this.style(this.doc.body).direction === "rtl");
      const x = this.view.scrollX, y = this.view.scrollY;
      const width = this.view.innerWidth, height = this.view.innerHeight;
      const stuck = isFixed || this.isStuck();
      const part = (from, to, least, most) =>
        Math.max(0, Math.min(to, most) - Math.max(from, least)) / Math.max(to - from, 1e-6);
      const most = stuck ? width : Math.max(width, root.scrollWidth);
      const across = part(r.left + x, r.right + x, rtl && !stuck ? width - most : 0, most);
      return across * part(r.top + y, r.bottom + y, 0,
        stuck ? height : Math.max(height, root.scrollHeight));
    }

    isStuck() {
      const held = (e) => e !== null && ["hidden", "clip"].includes(this.style(e).overflowY);
      return held(this.doc.documentElement) || held(this.doc.body);
    }

    // ---- ink ----

    // The word's colour and what is behind it, through the boxes and the
    // opacities of all its ancestors, painted on a white page.
    ink(parent, rect) {
      let [front, sure] = this.pen(parent);
      let back = [0, 0, 0, 0];
      const x = (rect.left + rect.right) / 2, y = (rect.top + rect.bottom) / 2;
      for (let e = parent; e !== null; e = e.parentElement) {
        const s = this.style(e);
        const isRoot = e === this.doc.body || e === this.doc.documentElement;
        if (isRoot || this.covers(e, x, y)) {
          const fill = colour(s.backgroundColor);
          front = over(front, fill);
          back = over(back, fill);
          if (s.backgroundImage !== "none" && back[3] < 1) sure = false;
        }
        const [strength, known] = this.strength(s);
        front = [...front.slice(0, 3), front[3] * strength];
        back = [...back.slice(0, 3), back[3] * strength];
        sure = sure && known;
      }
      const white = [1, 1, 1, 1];
      const ratio = contrast(over(front, white), over(back, white));
      if (!sure) return UNSURE;
      if (ratio >= PLAIN) return SEEN;
      return ratio < FAINT && isNear(over(front, white), over(back, white)) ? HIDDEN : UNSURE;
    }

    pen(parent) {
      const s = this.style(parent);
      const isSvg = parent.namespaceURI === SVG;
      const outlined = parseFloat(s.webkitTextStrokeWidth) > 0 || s.textShadow !== "none";
      if (!isSvg) return [colour(s.webkitTextFillColor), !outlined];
      if (s.fill === "none") return [[0, 0, 0, 0], s.stroke === "none"];
      if (!/^(rgb|color|ok|lab|lch|hsl)/.test(s.fill)) return [[0, 0, 0, 1], false];
      const [r, g, b, a] = colour(s.fill);
      return [[r, g, b, a * parseFloat(s.fillOpacity)], s.stroke === "none"];
    }

    covers(e, x, y) {
      const s = this.style(e);
      if (s.backgroundColor === "rgba(0, 0, 0, 0)" && s.backgroundImage === "none") return false;
      const boxes = s.display === "inline" ? [...e.getClientRects()] : [this.box(e)];
      return boxes.some((b) => b.left <= x && x <= b.right && b.top - 4 <= y && y <= b.bottom + 4);
    }

    // What opacity and filters leave of an element, and whether that is all.
    strength(s) {
      let strength = parseFloat(s.opacity);
      let known = s.mixBlendMode === "normal" && s.maskImage === "none";
      for (const [, name, value] of s.filter.matchAll(/([a-z-]+)\(([^)]*)\)/g))
        if (name === "opacity") strength *= parseFloat(value);
        else known = false;
      return [strength, known];
    }

    // ---- what only a hit test knows: clip-path, clip, covers, turned backs ----

    hit(parent, rect) {
      if (!this.isLayered()) return SEEN;
      const points = [0.25, 0.5, 0.75].map((part) =>
        [rect.left + rect.width * part, (rect.top + rect.bottom) / 2]);
      const { clientWidth, clientHeight } = this.doc.documentElement;
      const inView = points.filter(([x, y]) =>
        x >= 0 && y >= 0 && x < clientWidth - 1 && y < clientHeight - 1);
      if (inView.length === 0) return SEEN;
      let best = HIDDEN;
      for (const [x, y] of inView) best = Math.min(best, this.hitAt(parent, x, y));
      return best;
    }

    hitAt(parent, x, y) {
      const stack = this.doc.elementsFromPoint(x, y);
      const own = stack.indexOf(parent);
      if (own < 0) return this.isCut(parent) ? (this.isDeaf(parent) ? UNSURE : HIDDEN) : SEEN;
      let state = SEEN;
      for (const e of stack.slice(0, own)) {
        if (e.contains(parent)) continue;
        const lid = this.lid(e);
        if (lid === 1 && this.isLaid(e)) return e.localName === "dialog" ? UNSURE : HIDDEN;
        if (lid > 0) state = UNSURE;
      }
      return state;
    }

    // How much an element covers: 1 all, 0 nothing.
    lid(e) {
      const s = this.style(e);
      const isShape = e.namespaceURI === SVG && e.localName !== "svg" &&
        e.localName !== "text";
      if (isShape && s.fill !== "none") return 0.5;
      const [strength] = this.strength(s);
      if (s.backgroundImage !== "none") return 0.5;
      return colour(s.backgroundColor)[3] * strength;
    }

    // Text outside of its element's own box is not hit either, so a miss says
    // something only where something cuts.
    isCut(e) {
      for (; e !== null; e = e.parentElement) {
        const s = this.style(e);
        if (s.clipPath !== "none" || s.clip !== "auto" || s.backfaceVisibility === "hidden")
          return true;
      }
      return false;
    }

    // Put there on purpose: lines without height, as GitHub's <sup> makes them,
    // merely run into each other.
    isLaid(e) {
      for (; e !== null; e = e.parentElement) {
        const s = this.style(e);
        if (["sub", "sup"].includes(e.localName)) continue;
        if (s.position !== "static" || s.transform !== "none" || s.translate !== "none" ||
          s.float !== "none" || /-/.test(s.margin)) return true;
      }
      return false;
    }

    isDeaf(e) {
      return this.style(e).pointerEvents === "none" || this.style(e).display === "contents" ||
        e.closest("svg, math, [inert]") !== null;
    }

    isLayered() {
      if (this.layered === undefined)
        this.layered = [...this.doc.body?.querySelectorAll("*") ?? []].some((e) => {
          const s = this.style(e);
          return s.display !== "" && (s.position !== "static" || s.clipPath !== "none" || s.transform !== "none" ||
            parseFloat(s.marginTop) < 0 || parseFloat(s.marginLeft) < 0 ||
            parseFloat(s.marginBottom) < 0 || parseFloat(s.marginRight) < 0 ||
            s.translate !== "none" || s.rotate !== "none" || s.offsetPath !== "none" ||
            s.float !== "none" || e.localName === "rect");
        });
      return this.layered;
    }
  }

  return (doc) => {
    const reader = new Reader(doc);
    if (doc.body !== null) reader.element(doc.body);
    return { pieces: reader.pieces, hidden: reader.hidden };
  };
})();
