// SPDX-License-Identifier: MIT
// Random choices that a seed repeats.

export class Chance {
  constructor(seed) {
    // Neighbouring seeds must not begin alike.
    this.state = Math.imul(Number(seed) + 1, 0x9e3779b1) || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  // In [0, 1): xorshift of 32 bits.
  next() {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 4294967296;
  }

  below(n) {
    return Math.floor(this.next() * n);
  }

  maybe(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  // A key of {key: weight}.
  weighed(weights) {
    let sum = 0;
    for (const w of Object.values(weights)) sum += w;
    let at = this.next() * sum;
    for (const [key, w] of Object.entries(weights)) {
      at -= w;
      if (at < 0) return key;
    }
    return Object.keys(weights)[0];
  }
}
