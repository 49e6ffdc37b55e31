import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  FakeWebSocket,
  fakeConnection,
  fakeDocument,
  fakeWindow,
  lastSocket as last,
} from "./fake-browser.js";

const { Socket } = await import("../js/lib/socket.js");

const settle = () => new Promise((resolve) => setImmediate(resolve));
const count = () => FakeWebSocket.all.length;
const pings = () => last().sent.filter(({ type }) => type === "ping").length;

beforeEach(() => {
  FakeWebSocket.all = [];
});

/**
 * An open connection, and what it tells.
 * @param {import("node:test").TestContext} t @param {() => Promise<object | null | undefined>} [hello]
 */
async function opened(t, hello = async () => null) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const lifetime = new AbortController();
  t.after(() => lifetime.abort());
  const socket = new Socket({ path: () => "/ws/here/", hello, signal: lifetime.signal });
  /** @type {string[]} */
  const states = [];
  socket.addEventListener("state", (event) => {
    const { state, code } = /** @type {CustomEvent} */ (event).detail;
    states.push(code ? `${state} ${code}` : state);
  });
  socket.open();
  await settle();
  return { socket, states, lifetime, pass: (/** @type {number} */ seconds) => pass(t, seconds) };
}

/** As a clock that is awake sees it. @param {import("node:test").TestContext} t @param {number} seconds */
async function pass(t, seconds) {
  for (let left = seconds; left > 0; left -= 1) t.mock.timers.tick(Math.min(left, 1) * 1_000);
  await settle();
}

test("a connection that answers is asked again and again, and kept", async (t) => {
  const { states, pass } = await opened(t);
  last().open();
  for (let turn = 1; turn <= 4; turn++) {
    await pass(25);
    assert.equal(pings(), turn);
    last().say({ type: "pong" });
  }
  assert.deepEqual(states, ["connecting", "open"]);
});

test("a server that stays silent is given up within a minute", async (t) => {
  const { states, pass } = await opened(t);
  last().open();
  await pass(34);
  assert.deepEqual(states, ["connecting", "open"]);
  await pass(1);
  assert.equal(states[2], "waiting 1006");
});

test("a handshake that nobody answers is given up", async (t) => {
  const { states, pass } = await opened(t);
  await pass(14);
  assert.deepEqual(states, ["connecting"]);
  await pass(2);
  assert.equal(states[1], "waiting 1006");
  assert.equal(count(), 2);
});

for (const [reason, happens] of /** @type {[string, () => void][]} */ ([
  ["the network is back", () => fakeWindow.dispatchEvent(new Event("online"))],
  ["another network is used", () => fakeConnection.dispatchEvent(new Event("change"))],
  ["somebody looks at the page again", () => fakeDocument.dispatchEvent(new Event("visibilitychange"))],
])) {
  test(`when ${reason} a connection has seconds to prove that it lives`, async (t) => {
    const { states, pass } = await opened(t);
    last().open();
    happens();
    happens();
    assert.equal(pings(), 1);
    last().say({ type: "pong" });
    await pass(10);
    assert.equal(states.length, 2);
    happens();
    await pass(3);
    happens(); // Again and again gives a dead one no longer life.
    await pass(1);
    assert.equal(states[2], "waiting 1006");
  });

  test(`when ${reason} a new connection is not waited for`, async (t) => {
    await opened(t);
    last().lose();
    happens();
    await settle();
    assert.equal(count(), 2);
  });
}

test("nobody looks at a page that is hidden: nothing is tested", async (t) => {
  await opened(t);
  last().open();
  fakeDocument.hidden = true;
  fakeDocument.dispatchEvent(new Event("visibilitychange"));
  fakeDocument.hidden = false;
  assert.equal(pings(), 0);
});

test("a clock that was asleep tests the connection at once", async (t) => {
  const { states, pass } = await opened(t);
  last().open();
  await pass(5);
  t.mock.timers.setTime(Date.now() + 8 * 60 * 60_000);
  t.mock.timers.tick(0);
  assert.equal(pings(), 1);
  await pass(4);
  assert.equal(states[2], "waiting 1006");
});

test("a server that restarts is met again soon, but not at once", async (t) => {
  const { states, pass } = await opened(t);
  last().open();
  last().say({ type: "ready" });
  last().lose(1012);
  await pass(1);
  assert.equal(count(), 1);
  await pass(2);
  assert.equal(count(), 2);
  assert.deepEqual(states.slice(2), ["waiting 1012", "connecting"]);
});

test("who has flooded the server is away for half a minute, whoever looks", async (t) => {
  const { pass, socket } = await opened(t);
  last().open();
  last().lose(4429);
  fakeWindow.dispatchEvent(new Event("online"));
  socket.test();
  await pass(29);
  assert.equal(count(), 1);
  await pass(31);
  assert.equal(count(), 2);
});

for (const code of [4400, 4403, 4404]) {
  test(`after ${code} nothing brings the connection back`, async (t) => {
    const { states, pass } = await opened(t);
    last().open();
    last().lose(code);
    fakeWindow.dispatchEvent(new Event("online"));
    await pass(120);
    assert.deepEqual([states.at(-1), count()], [`closed ${code}`, 1]);
  });
}

test("as long as nobody can say who speaks there is no connection", async (t) => {
  /** @type {object | undefined} */
  let hello;
  const { pass } = await opened(t, async () => hello);
  assert.equal(count(), 0);
  hello = { type: "hello", token: "now-known" };
  await pass(1);
  last().open();
  assert.deepEqual(last().sent, [hello]);
});

test("what ends does not come back", async (t) => {
  const { lifetime, pass } = await opened(t);
  last().open();
  lifetime.abort();
  await pass(120);
  assert.deepEqual([last().readyState, count(), pings()], [3, 1, 0]);
});
