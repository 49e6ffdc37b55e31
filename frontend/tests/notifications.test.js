import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeWebSocket, lastSocket as last, stored } from "./fake-browser.js";

let tokens = 0;
let unread = 4;
/** @type {string[]} */
let asked = [];

/** @param {string} login */
function newToken(login) {
  const claims = { login, iat: 1_000, exp: 1_900, number: ++tokens };
  return `head.${btoa(JSON.stringify(claims))}.seal`;
}

/** Tokens of the login that stands in the storage, and the numbers. @param {URL} url @param {RequestInit} options */
async function answer(url, { method }) {
  asked.push(`${method} ${url.pathname}`);
  if (url.pathname === "/accounts/token/refresh/") {
    return { access: newToken(JSON.parse(stored.get("st.login") ?? "null")) };
  }
  if (url.pathname === "/notifications/read-all/") return { count: 1 };
  return { count: unread };
}

globalThis.fetch = async (url, options) =>
  Response.json(await answer(/** @type {URL} */ (url), /** @type {RequestInit} */ (options)));
const { notifications } = await import("../js/lib/notifications.js");
const { session } = await import("../js/lib/session.js");

const settle = async () => {
  for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setImmediate(resolve));
};
/** @param {number} count */
function welcome(count) {
  last().open();
  last().say({ type: "unread", count });
}
const bearer = () => last().sent.at(-1);

/** As this and other tabs do. @param {string | null} login */
async function comeAs(login) {
  if (login === null) stored.delete("st.login");
  else stored.set("st.login", JSON.stringify(login));
  session.dispatchEvent(new Event("change"));
  await settle();
}

/** @param {import("node:test").TestContext} t @param {string | null} login */
async function followed(t, login = "1") {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  await comeAs(login);
  notifications.follow();
  t.after(() => comeAs(null));
  await settle();
}

beforeEach(() => {
  stored.clear();
  FakeWebSocket.all = [];
  asked = [];
  unread = 4;
});

test("a guest has no socket; who logs in has one, who logs out has none and nothing unread", async (t) => {
  await followed(t, null);
  assert.equal(FakeWebSocket.all.length, 0);
  await comeAs("1");
  assert.equal(FakeWebSocket.all.length, 1);
  assert.equal(last().url.pathname, "/ws/notifications/");
  welcome(3);
  assert.equal(bearer().type, "hello");
  assert.match(bearer().token, /^head\./);
  assert.deepEqual([notifications.unread, notifications.badge], [3, "3"]);
  session.dispatchEvent(new Event("change")); // The profile was edited.
  assert.equal(FakeWebSocket.all.length, 1);
  await comeAs(null);
  assert.deepEqual([last().readyState, notifications.unread, notifications.badge], [3, 0, ""]);
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(FakeWebSocket.all.length, 1);
});

test("another login has a socket and a number of its own", async (t) => {
  await followed(t);
  const first = last();
  welcome(3);
  await comeAs("2");
  assert.deepEqual([FakeWebSocket.all.length, first.readyState, notifications.unread], [2, 3, 0]);
  first.say({ type: "unread", count: 9 });
  assert.equal(notifications.unread, 0);
});

test("the badge ends where the server stops counting", async (t) => {
  await followed(t);
  welcome(99);
  assert.equal(notifications.badge, "99");
  last().say({ type: "unread", count: 100 });
  assert.equal(notifications.badge, "99+");
});

test("each new one is handed on; what came without a word is told as missed", async (t) => {
  await followed(t);
  /** @type {unknown[]} */
  const heard = [];
  const { signal } = t;
  const hear = (/** @type {Event} */ event) => heard.push(/** @type {CustomEvent} */ (event).detail.id);
  notifications.addEventListener("notification", hear, { signal });
  notifications.addEventListener("missed", () => heard.push("missed"), { signal });
  welcome(2);
  assert.deepEqual(heard, []);
  last().say({ type: "notification", id: 12, kind: "comment" });
  last().say({ type: "unread", count: 3 });
  assert.deepEqual(heard, [12]);
  last().say({ type: "unread", count: 1 });
  assert.deepEqual(heard, [12]);
  last().say({ type: "unread", count: 6 });
  last().say({ type: "pong" });
  last().say({ type: "later-thing" });
  assert.deepEqual(heard, [12, "missed"]);
});

test("a refused token is renewed before the next connection, and it comes back later each time", async (t) => {
  await followed(t);
  welcome(0);
  const refused = bearer().token;
  last().lose(4401);
  t.mock.timers.tick(500);
  await settle();
  welcome(0);
  assert.notEqual(bearer().token, refused);
  for (const longest of [500, 1_000, 2_000]) {
    const count = FakeWebSocket.all.length;
    last().say({ type: "error", code: "not_authenticated" });
    last().lose(4401);
    t.mock.timers.tick(longest / 2 - 1);
    await settle();
    assert.equal(FakeWebSocket.all.length, count);
    t.mock.timers.tick(longest / 2 + 1);
    await settle();
    assert.equal(FakeWebSocket.all.length, count + 1);
  }
});

test("a renewed token is told on the same socket", async (t) => {
  await followed(t);
  welcome(0);
  const { token } = bearer();
  await session.renew(token);
  await settle();
  assert.equal(FakeWebSocket.all.length, 1);
  assert.deepEqual(
    last().sent.map(({ type }) => type),
    ["hello", "hello"],
  );
  assert.notEqual(bearer().token, token);
});

test("who gets no socket asks once, and again after each change of her own", async (t) => {
  await followed(t);
  const asks = () => asked.filter((request) => request === "GET /notifications/unread/").length;
  for (let turn = 0; turn < 3; turn++) {
    last().lose();
    await settle();
    t.mock.timers.tick(20_000);
    await settle();
  }
  assert.deepEqual([asks(), notifications.unread], [1, 4]);
  unread = 3;
  await notifications.mark(12, true);
  assert.deepEqual([asks(), notifications.unread], [2, 3]);
  await notifications.readAll("2026-11-22T21:03:11+09:00");
  assert.deepEqual([asks(), notifications.unread], [2, 1]);
});

test("who has a socket waits for its word", async (t) => {
  await followed(t);
  welcome(2);
  await notifications.mark(12, true);
  assert.deepEqual([asked.at(-1), notifications.unread], ["PATCH /notifications/12/", 2]);
});
