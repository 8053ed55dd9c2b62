// SPDX-License-Identifier: MIT
// Delta debugging: the least part of a text that still fails.

// From the coarse to the fine: lines, constructs, characters.
const UNITS = [
  (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [],
  (text) => text.match(/<[^<>]*>|[A-Za-z0-9]+|\s+|[^]/gu) ?? [],
  (text) => text.match(/w\d+|[^]/gu) ?? [],
];
const PATIENCE = 4000;

// `fails` answers for many texts at once.
export async function shrink(text, fails) {
  let left = PATIENCE;
  const some = async (texts) => {
    left -= texts.length;
    const answers = await fails(texts);
    return texts.find((_, i) => answers[i]);
  };
  for (const split of UNITS)
    for (let before = ""; before !== text && left > 0;) {
      before = text;
      text = await pass(split(text), some);
    }
  return text;
}

// Leaves out runs of parts, half of them at first, then fewer.
async function pass(parts, some) {
  for (let size = Math.ceil(parts.length / 2); size > 0; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let from = 0; from < parts.length;) {
      const candidates = [];
      for (let at = from; at < parts.length && candidates.length < 16; at += size)
        candidates.push([...parts.slice(0, at), ...parts.slice(at + size)].join(""));
      const found = await some(candidates);
      const i = candidates.indexOf(found);
      if (i < 0) {
        from += size * candidates.length;
      } else {
        parts.splice(from + i * size, size);
        from += i * size;
      }
    }
  return parts.join("");
}
