// SPDX-License-Identifier: MIT
// Colours, and whether one can be told from another. A classic script of the
// stage: it defines globalThis.paint.
"use strict";

globalThis.paint = (() => {
  // The difference of a colour's part, of 1, that is a colour of its own.
  const TINT = 0.15;

  const pen = document.createElement("canvas").getContext("2d",
    { willReadFrequently: true });
  const colours = new Map();

  // Any colour that CSS can compute, as [r, g, b, a], 0 to 1 each.
  function colour(text) {
    let answer = colours.get(text);
    if (answer !== undefined) return answer;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = "#000";
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    answer = [...pen.getImageData(0, 0, 1, 1).data].map((n) => n / 255);
    colours.set(text, answer);
    return answer;
  }

  function over(top, below) {
    const a = top[3] + below[3] * (1 - top[3]);
    if (a === 0) return [0, 0, 0, 0];
    const mix = (i) => (top[i] * top[3] + below[i] * below[3] * (1 - top[3])) / a;
    return [mix(0), mix(1), mix(2), a];
  }

  // Luminance and contrast as WCAG 2 has them.
  function luminance(c) {
    const linear = (n) => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  }

  function contrast(a, b) {
    const x = luminance(a), y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }

  // White on yellow has no contrast, and is seen all the same.
  function isNear(a, b) {
    return [0, 1, 2].every((i) => Math.abs(a[i] - b[i]) < TINT);
  }

  return { colour, over, contrast, isNear };
})();
