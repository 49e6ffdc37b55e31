import assert from "node:assert/strict";
import test from "node:test";
import { LikeState } from "../js/components/like-state.js";

/** A server that answers when it is told to. */
function slowServer() {
  /** @type {{ isLiked: boolean, answer: (count: number) => void, fail: () => void }[]} */
  const requests = [];
  const send = (/** @type {boolean} */ isLiked) =>
    /** @type {Promise<{ like_count: number }>} */ (
      new Promise((resolve, reject) => {
        requests.push({
          isLiked,
          answer: (count) => resolve({ like_count: count }),
          fail: () => reject(new Error("away")),
        });
      })
    );
  return { requests, send };
}

test("a like shows before the server has answered, and takes its count afterwards", async () => {
  const { requests, send } = slowServer();
  const like = new LikeState({ count: 3, isLiked: false }, send);
  const settled = like.toggle();
  assert.deepEqual([like.isLiked, like.count], [true, 4]);
  requests[0].answer(9);
  await settled;
  assert.deepEqual([like.isLiked, like.count], [true, 9]);
});

test("a refused like is rolled back and told", async () => {
  const { requests, send } = slowServer();
  const like = new LikeState({ count: 3, isLiked: true }, send);
  const settled = like.toggle();
  assert.deepEqual([like.isLiked, like.count], [false, 2]);
  requests[0].fail();
  await assert.rejects(settled, /away/);
  assert.deepEqual([like.isLiked, like.count], [true, 3]);
});

test("taps while a request is on its way are settled by the last wish", async () => {
  const { requests, send } = slowServer();
  const like = new LikeState({ count: 0, isLiked: false }, send);
  const settled = like.toggle();
  like.toggle();
  assert.equal(requests.length, 1);
  assert.deepEqual([like.isLiked, like.count], [false, 0]);
  requests[0].answer(1);
  await new Promise(setImmediate);
  assert.deepEqual(
    requests.map(({ isLiked }) => isLiked),
    [true, false],
  );
  requests[1].answer(0);
  await settled;
  assert.deepEqual([like.isLiked, like.count], [false, 0]);
});

test("two taps too many need no second request", async () => {
  const { requests, send } = slowServer();
  const like = new LikeState({ count: 0, isLiked: false }, send);
  const settled = like.toggle();
  like.toggle();
  like.toggle();
  requests[0].answer(1);
  await settled;
  assert.equal(requests.length, 1);
  assert.equal(like.isLiked, true);
});

test("after a failure one may try again", async () => {
  const { requests, send } = slowServer();
  const like = new LikeState({ count: 0, isLiked: false }, send);
  const first = like.toggle();
  requests[0].fail();
  await assert.rejects(first);
  const second = like.toggle();
  requests[1].answer(1);
  await second;
  assert.deepEqual([like.isLiked, like.count], [true, 1]);
});
