import assert from "node:assert/strict";
import { test } from "node:test";
import { commentOf, threadOf } from "../js/lib/boards.js";
import { CommentWatch, FIRST_PAUSE_MS, LONGEST_PAUSE_MS } from "../js/lib/comment-watch.js";

/** A watch whose time passes by hand, and a server that answers from a list. */
function watched() {
  /** @type {{ work: () => void, ms: number }[]} */
  const timers = [];
  /** @type {number[]} */
  const asked = [];
  /** @type {(object[] | Error)[]} */
  const answers = [];
  /** @type {number[][]} */
  const heard = [];
  const watch = new CommentWatch({
    ask: async (after) => {
      asked.push(after);
      const results = answers.shift() ?? [];
      if (results instanceof Error) throw results;
      return /** @type {any} */ ({ next: null, previous: null, results });
    },
    hear: (comments) => heard.push(comments.map(({ id }) => id)),
    setTimer: (work, ms) => {
      const timer = { work, ms };
      timers.push(timer);
      return timer;
    },
    clearTimer: (timer) => {
      const place = timers.indexOf(timer);
      if (place >= 0) timers.splice(place, 1);
    },
  });
  const pass = async () => {
    const [timer] = timers.splice(0, 1);
    timer.work();
    await new Promise((resolve) => setImmediate(resolve));
    return timer.ms;
  };
  return { watch, timers, asked, answers, heard, pass };
}

test("it tells what came, and asks from there on", async () => {
  const { watch, asked, answers, heard, pass } = watched();
  watch.start(7);
  answers.push([{ id: 9 }, { id: 12 }], [{ id: 13 }]);
  await pass();
  await pass();
  await pass();
  assert.deepEqual(asked, [7, 12, 13]);
  assert.deepEqual(heard, [[9, 12], [13]]);
});

test("where nothing comes it asks less and less often, and often again once something did", async () => {
  const { watch, answers, pass } = watched();
  watch.start(0);
  const pauses = [];
  for (let turn = 0; turn < 8; turn++) pauses.push(await pass());
  assert.equal(pauses[0], FIRST_PAUSE_MS);
  assert.deepEqual(
    pauses,
    pauses.toSorted((one, other) => one - other),
  );
  assert.equal(pauses.at(-1), LONGEST_PAUSE_MS);
  answers.push([{ id: 1 }]);
  await pass();
  assert.equal(await pass(), FIRST_PAUSE_MS);
});

test("a server that is away is asked again, later and later", async () => {
  const { watch, answers, heard, pass } = watched();
  watch.start(0);
  answers.push(new Error("away"), new Error("away"), [{ id: 3 }]);
  const pauses = [await pass(), await pass(), await pass()];
  assert.ok(pauses[0] < pauses[1] && pauses[1] < pauses[2]);
  assert.deepEqual(heard, [[3]]);
});

test("nobody is asked while it rests, and at once when it wakes", async () => {
  const { watch, timers, asked, pass } = watched();
  watch.start(5);
  watch.rest();
  assert.equal(timers.length, 0);
  await watch.wake();
  assert.deepEqual(asked, [5]);
  await pass();
  assert.deepEqual(asked, [5, 5]);
});

test("what was asked before a rest is not heard after it", async () => {
  const { watch, timers, answers, heard } = watched();
  watch.start(5);
  answers.push([{ id: 6 }]);
  timers.splice(0, 1)[0].work();
  watch.rest();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(heard, []);
  assert.equal(timers.length, 0);
  answers.push([{ id: 6 }]);
  await watch.wake();
  assert.deepEqual(heard, [[6]]);
});

test("what has stopped does not wake", async () => {
  const { watch, asked } = watched();
  watch.start(5);
  watch.stop();
  await watch.wake();
  assert.deepEqual(asked, []);
});

test("an address names a comment, or none", () => {
  assert.equal(commentOf("#comment-34"), 34);
  for (const fragment of [
    "",
    "#",
    "#comments",
    "#comment-",
    "#comment-0",
    "#comment-1x",
    `#comment-${"9".repeat(30)}`,
  ])
    assert.equal(commentOf(fragment), null);
});

test("a reply belongs to the thread of the comment above", () => {
  assert.equal(threadOf({ id: 8, parent: null }), 8);
  assert.equal(threadOf({ id: 9, parent: 8 }), 8);
});
