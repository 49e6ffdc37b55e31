import assert from "node:assert/strict";
import test from "node:test";
import { lineDiff } from "../js/lib/line-diff.js";

/** Differing lines with a star. @param {import("../js/lib/line-diff.js").Line[]} lines */
const shown = (lines) => lines.map(({ text, differs }) => (differs ? `*${text}` : text)).join(" ");
const diff = (/** @type {string} */ mine, /** @type {string} */ theirs) => {
  const { mine: left, theirs: right } = lineDiff(mine.split(" ").join("\n"), theirs.split(" ").join("\n"));
  return [shown(left), shown(right)];
};

test("only the lines that differ are marked", () => {
  assert.deepEqual(diff("가 나 다", "가 라 다"), ["가 *나 다", "가 *라 다"]);
  assert.deepEqual(diff("가 나", "가 나"), ["가 나", "가 나"]);
  assert.deepEqual(diff("가 나 다 라", "가 다 마 라"), ["가 *나 다 라", "가 다 *마 라"]);
  assert.deepEqual(diff("가 가", "가 가 가"), ["가 가", "가 가 *가"]);
});

test("a text that was emptied differs", () => {
  assert.deepEqual(lineDiff("", "가").mine, [{ text: "", differs: true }]);
});

test("a text of very many lines is compared quickly", () => {
  const many = Array.from({ length: 10_000 }, (_, number) => `${number}`);
  const [mine, theirs] = [`처음\n${many.join("\n")}`, `${many.toReversed().join("\n")}\n끝`];
  const { mine: left, theirs: right } = lineDiff(mine, theirs);
  assert.equal(left.filter(({ differs }) => differs).length, 10_001);
  assert.equal(right.length, 10_001);
});
