/**
 * Two versions of a text, line by line.
 *
 *     lineDiff("가\n나", "가\n다");
 *     // { mine: [{ text: "가", differs: false }, { text: "나", differs: true }], theirs: [{ text: "가", … }, { text: "다", … }] }
 */

/** Beyond that many lines on both sides, what stands between the same beginning and end differs as a whole. */
const MAX_LINES = 500;

/** @typedef {{ text: string, differs: boolean }} Line */

/** @param {string} mine @param {string} theirs @returns {{ mine: Line[], theirs: Line[] }} */
export function lineDiff(mine, theirs) {
  const left = mine.split("\n");
  const right = theirs.split("\n");
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start++;
  let end = 0;
  const rest = Math.min(left.length, right.length) - start;
  while (end < rest && left.at(-1 - end) === right.at(-1 - end)) end++;
  const middle = (/** @type {string[]} */ lines) => lines.slice(start, lines.length - end);
  const common = commonLines(middle(left), middle(right));
  /** @param {string[]} lines @param {Set<number>} kept */
  const marked = (lines, kept) =>
    lines.map((text, index) => ({
      text,
      differs: index >= start && index < lines.length - end && !kept.has(index - start),
    }));
  return { mine: marked(left, common.left), theirs: marked(right, common.right) };
}

/** The longest common subsequence, as the places of its lines on either side. @param {string[]} left @param {string[]} right */
function commonLines(left, right) {
  const common = { left: new Set(), right: new Set() };
  if (left.length > MAX_LINES || right.length > MAX_LINES) return common;
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i][j] =
        left[i] === right[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) {
      common.left.add(i++);
      common.right.add(j++);
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return common;
}
