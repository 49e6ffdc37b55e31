import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { ApiError } from "../js/lib/api-error.js";
import { liveQuestion, PAUSE_MS } from "../js/lib/live-question.js";

/** @type {{ question: string, signal: AbortSignal, settle: (answer: any) => void, fail: (error: unknown) => void }[]} */
let asked = [];
/** @type {unknown[]} */
let heard = [];
let lifetime = new AbortController();

const begin = () =>
  liveQuestion(
    (/** @type {string} */ question, signal) =>
      new Promise((settle, fail) => {
        asked.push({ question, signal, settle, fail });
        signal.addEventListener("abort", () => fail(signal.reason));
      }),
    (answer) => heard.push(answer),
    lifetime.signal,
  );
const pause = async (milliseconds = PAUSE_MS) => {
  mock.timers.tick(milliseconds);
  await settled();
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  asked = [];
  heard = [];
  lifetime = new AbortController();
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => mock.timers.reset());

test("it is asked once the typing pauses, about the last words", async () => {
  const question = begin();
  for (const words of ["고", "고요", "고요한"]) {
    question.ask(words);
    await pause(PAUSE_MS - 1);
  }
  assert.deepEqual(asked, []);
  await pause(1);
  assert.deepEqual(
    asked.map(({ question }) => question),
    ["고요한"],
  );
  asked[0].settle("free");
  await settled();
  assert.deepEqual(heard, ["free"]);
});

test("newer words call off the question under way, and its answer is never heard", async () => {
  const question = begin();
  question.ask("고요");
  await pause();
  question.ask("고요한");
  assert.ok(asked[0].signal.aborted);
  asked[0].settle("taken");
  await pause();
  asked[1].settle("free");
  await settled();
  assert.deepEqual(heard, ["free"]);
});

test("nothing is asked or heard after it was dropped or its place is gone", async () => {
  const question = begin();
  question.ask("고요");
  question.drop();
  await pause();
  assert.deepEqual(asked, []);
  question.ask("고요한");
  await pause();
  lifetime.abort();
  asked[0].settle("free");
  await settled();
  assert.deepEqual(heard, []);
});

test("nobody could say: null, without trouble", async () => {
  const question = begin();
  question.ask("고요");
  await pause();
  asked[0].fail(ApiError.local("offline"));
  await settled();
  assert.deepEqual(heard, [null]);
});
