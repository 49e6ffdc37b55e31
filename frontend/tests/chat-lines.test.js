import assert from "node:assert/strict";
import test from "node:test";
import { linesOf } from "../js/lib/chat-lines.js";
import { newUuid } from "../js/lib/uuid.js";

let seq = 0;
/** Said at a time of the reader's own zone. */
const said = (
  /** @type {string} */ name,
  /** @type {[number, number, number, number]} */ [day, hour, minute, second],
  is_mine = false,
) => ({
  id: ++seq,
  seq,
  message: "말",
  author: { name },
  is_mine,
  client_id: null,
  timestamp: new Date(2026, 10, day, hour, minute, second).toISOString(),
  is_deleted: false,
});
const opening = (/** @type {ReturnType<typeof said>[]} */ messages) =>
  linesOf(messages).map(({ isOpening }) => isOpening);

test("nothing said, no lines", () => {
  assert.deepEqual(linesOf([]), []);
});

test("lines of one speaker stand together until somebody else speaks", () => {
  const lines = [said("판다", [3, 9, 0, 0]), said("판다", [3, 9, 0, 20]), said("수달", [3, 9, 0, 30])];
  assert.deepEqual(opening([...lines, said("판다", [3, 9, 0, 40])]), [true, false, true, true]);
});

test("a speaker of the same name who is oneself is another one", () => {
  assert.deepEqual(opening([said("판다", [3, 9, 0, 0]), said("판다", [3, 9, 0, 5], true)]), [true, true]);
});

test("after a pause the speaker is named again", () => {
  const start = said("판다", [3, 9, 0, 0]);
  assert.deepEqual(opening([start, said("판다", [3, 9, 5, 0])]), [true, false]);
  assert.deepEqual(opening([start, said("판다", [3, 9, 5, 1])]), [true, true]);
});

test("only times that repeat are called so", () => {
  const lines = linesOf([
    said("판다", [3, 9, 0, 0]),
    said("판다", [3, 9, 0, 59]),
    said("판다", [3, 9, 1, 0]),
  ]);
  assert.deepEqual(
    lines.map(({ isSameMinute }) => isSameMinute),
    [false, true, false],
  );
  const other = linesOf([said("판다", [3, 9, 0, 0]), said("수달", [3, 9, 0, 1])]);
  assert.equal(other[1].isSameMinute, false);
});

test("a day is named where it begins, and a speaker with it", () => {
  const lines = linesOf([
    said("판다", [3, 23, 59, 50]),
    said("판다", [4, 0, 0, 10]),
    said("판다", [4, 0, 0, 20]),
  ]);
  assert.match(lines[0].day ?? "", /11월 3일/);
  assert.match(lines[1].day ?? "", /11월 4일/);
  assert.equal(lines[1].isOpening, true);
  assert.equal(lines[2].day, null);
});

test("ids are UUIDs of version 4, with and without the browser's help", (t) => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newUuid(), form);
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true }); // As in a page without https.
  t.after(() => Reflect.deleteProperty(crypto, "randomUUID"));
  const ids = Array.from({ length: 50 }, newUuid);
  for (const id of ids) assert.match(id, form);
  assert.equal(new Set(ids).size, ids.length);
});
