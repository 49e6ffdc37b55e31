import assert from "node:assert/strict";
import test from "node:test";
import { ChatLog } from "../js/lib/chat-log.js";
import { ChatSender, STALE, UNANSWERED } from "../js/lib/chat-sender.js";

const NOON = Date.parse("2026-11-03T12:00:00+09:00");

/** Own lines, a connection that can be cut, and what went through it. @param {import("node:test").TestContext} t */
function begun(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOON });
  t.mock.method(Math, "random", () => 0);
  const log = new ChatLog();
  const state = { isConnected: true, doubts: 0, seq: 0 };
  /** @type {string[]} */
  const sent = [];
  const sender = new ChatSender({
    log,
    send: (frame) => {
      if (state.isConnected) sent.push(/** @type {any} */ (frame).client_id);
      return state.isConnected;
    },
    doubt: () => state.doubts++,
    changed: () => {},
  });
  t.after(() => sender.stop());
  return {
    log,
    sent,
    state,
    sender,
    tick: (/** @type {number} */ seconds) => t.mock.timers.tick(seconds * 1_000),
    write: (/** @type {string[]} */ ...ids) => {
      for (const id of ids) log.compose({ client_id: id, message: `${id} 줄` });
      sender.pump();
    },
    store: (/** @type {string} */ id) => {
      const seq = ++state.seq;
      log.acknowledge({ client_id: id, id: seq, seq, timestamp: new Date().toISOString() }, "나");
      sender.settle();
    },
    refuse: (/** @type {string} */ id, /** @type {string} */ code, more = {}) =>
      sender.refuse({ code, detail: "서버의 말", client_id: id, ...more }),
    stored: () => log.messages.map(({ client_id }) => client_id),
  };
}

test("lines go out one after the other, each when the one before it is stored", (t) => {
  const { sender, write, sent, store } = begun(t);
  sender.start();
  write("a");
  write("b");
  write("c");
  assert.deepEqual(sent, ["a"]);
  store("a");
  assert.deepEqual(sent, ["a", "b"]);
  store("b");
  store("c");
  assert.deepEqual(sent, ["a", "b", "c"]);
});

test("after a reconnect what was not acknowledged goes first, in the order of writing", (t) => {
  const { sender, write, sent, store, state } = begun(t);
  sender.start();
  write("a", "b");
  state.isConnected = false;
  sender.stop();
  write("c");
  assert.deepEqual(sent, ["a"]);
  state.isConnected = true;
  sender.start();
  for (const id of ["a", "b", "c"]) store(id);
  assert.deepEqual(sent, ["a", "a", "b", "c"]);
});

test("a line that is put off is not overtaken, and goes out by itself when its time has come", (t) => {
  const { sender, write, sent, refuse, store, tick, log } = begun(t);
  sender.start();
  write("a", "b");
  refuse("a", "rate_limited", { retry_after: 12 });
  assert.equal(log.unsentLine("a")?.until, NOON + 12_000);
  assert.equal(log.unsentLine("a")?.error, null);
  tick(11.9);
  assert.deepEqual(sent, ["a"]);
  tick(0.1);
  assert.deepEqual(sent, ["a", "a"]);
  store("a");
  assert.deepEqual(sent, ["a", "a", "b"]);
});

test("a reconnect does not shorten what the server asked to wait", (t) => {
  const { sender, write, sent, refuse, tick } = begun(t);
  sender.start();
  write("a");
  refuse("a", "rate_limited", { retry_after: 12 });
  sender.stop();
  sender.start();
  tick(11);
  assert.deepEqual(sent, ["a"]);
  tick(1);
  assert.deepEqual(sent, ["a", "a"]);
});

test("a line is put off a few times, then its writer decides", (t) => {
  const { sender, write, sent, refuse, tick, log } = begun(t);
  sender.start();
  write("a", "b");
  for (let time = 0; time < 5; time++) {
    refuse("a", "rate_limited", { retry_after: 3 });
    tick(3);
  }
  assert.equal(sent.length, 6);
  refuse("a", "rate_limited", { retry_after: 3 });
  assert.equal(log.unsentLine("a")?.error, "서버의 말");
  assert.equal(log.unsentLine("a")?.isFinal, false);
  assert.equal(sent.at(-1), "b");
  log.renew("a");
  assert.deepEqual([log.unsentLine("a")?.error, log.unsentLine("a")?.delays], [null, 0]);
});

test("nobody has to wait for minutes without having been asked", (t) => {
  const { sender, write, refuse, log } = begun(t);
  sender.start();
  write("a");
  refuse("a", "rate_limited", { retry_after: 301 });
  assert.equal(log.unsentLine("a")?.error, "서버의 말");
});

test("a server that can't store now is asked again, later each time", (t) => {
  const { sender, write, refuse, log, tick } = begun(t);
  sender.start();
  write("a");
  for (const wait of [2, 4, 8, 16, 32]) {
    refuse("a", "unavailable");
    assert.equal((log.unsentLine("a")?.until ?? 0) - Date.now(), wait * 1000);
    tick(wait);
  }
  refuse("a", "unavailable");
  assert.equal(log.unsentLine("a")?.error, "서버의 말");
});

test("words that are refused stay with what was found in them, and the next line goes on", (t) => {
  const { sender, write, refuse, log, sent } = begun(t);
  sender.start();
  write("a", "b");
  refuse("a", "invalid", { found: { kind: "phone", start: 2, end: 13 } });
  const line = log.unsentLine("a");
  assert.deepEqual(
    [line?.error, line?.isFinal, line?.found?.start, line?.found?.end],
    ["서버의 말", true, 2, 13],
  );
  assert.deepEqual(sent, ["a", "b"]);
});

test("a line without an answer is sent again, the connection is doubted, and at last the line stays", (t) => {
  const { sender, write, sent, state, tick, log } = begun(t);
  sender.start();
  write("a", "b");
  tick(6);
  assert.deepEqual([sent, state.doubts, log.unsentLine("a")?.isLate], [["a", "a"], 1, true]);
  for (let time = 0; time < 3; time++) tick(6);
  assert.equal(log.unsentLine("a")?.error, UNANSWERED);
  assert.deepEqual(sent, ["a", "a", "a", "a", "b"]);
});

test("an answer in time is an end to the doubt", (t) => {
  const { sender, write, store, state, tick } = begun(t);
  sender.start();
  write("a");
  tick(5.9);
  store("a");
  tick(60);
  assert.equal(state.doubts, 0);
});

test("an ack that comes on the next connection is as good", (t) => {
  const { sender, write, store, sent, stored } = begun(t);
  sender.start();
  write("a", "b");
  sender.stop();
  store("a");
  sender.start();
  assert.deepEqual([sent, stored()], [["a", "b"], ["a"]]);
});

test("what is thrown away while it is on its way lets the next one go", (t) => {
  const { sender, write, log, sent } = begun(t);
  sender.start();
  write("a", "b");
  log.discard("a");
  sender.settle();
  assert.deepEqual(sent, ["a", "b"]);
});

test("a line of long ago does not go out by itself", (t) => {
  const { sender, write, log, sent, tick } = begun(t);
  write("a");
  tick(31 * 60);
  write("b");
  sender.start();
  assert.deepEqual(sent, ["b"]);
  assert.equal(log.unsentLine("a")?.error, STALE);
});

test("when nothing may be said any more, nothing waits to go out", (t) => {
  const { sender, write, log, sent, tick } = begun(t);
  sender.start();
  write("a", "b");
  sender.refuseAll("말할 수 없어요.");
  tick(60);
  assert.deepEqual(sent, ["a"]);
  assert.deepEqual(
    log.unsent.map(({ error }) => error),
    ["말할 수 없어요.", "말할 수 없어요."],
  );
});

test("an answer about a line that is gone changes nothing", (t) => {
  const { sender, write, refuse, sent } = begun(t);
  sender.start();
  write("a");
  refuse("nobody's", "rate_limited", { retry_after: 3 });
  assert.deepEqual(sent, ["a"]);
});
