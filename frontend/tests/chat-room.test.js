import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeWebSocket, lastSocket as last, stored } from "./fake-browser.js";

const { ChatRoom } = await import("../js/lib/chat-room.js");

const message = (/** @type {number} */ seq, more = {}) => ({
  type: "message",
  id: 1000 + seq,
  seq,
  message: `줄 ${seq}`,
  author: { name: "졸린 판다 3" },
  is_mine: false,
  client_id: `other-${seq}`,
  timestamp: "2026-11-03T12:00:00+09:00",
  is_deleted: false,
  ...more,
});

/** @type {ReturnType<typeof message>[]} */
let history = [];
/** @type {string[]} */
let asked = [];
globalThis.fetch = async (url, { headers } = {}) => {
  const { searchParams } = new URL(String(url));
  asked.push(`${searchParams} ${new Headers(headers).get("X-Chat-Token") ?? ""}`.trim());
  const [before, after] = ["before", "after"].map((name) => searchParams.get(name));
  const found = history.filter(
    ({ seq }) => (!before || seq < Number(before)) && (!after || seq > Number(after)),
  );
  return new Response(JSON.stringify({ results: after ? found.slice(0, 50) : found.slice(-50) }));
};

const settle = () => new Promise((resolve) => setImmediate(resolve));
const seqs = (/** @type {InstanceType<typeof ChatRoom>} */ room) => room.messages.map(({ seq }) => seq);

function welcome() {
  last().open();
  last().say({ type: "welcome", name: "고요한 수달 7", token: "guest-token", last_seq: 0, present: 3 });
  last().say({ type: "ready" });
}

beforeEach(() => {
  stored.clear();
  FakeWebSocket.all = [];
  history = [1, 2, 3].map((seq) => message(seq));
  asked = [];
});

/** A room with its history read and its first connection made. @param {import("node:test").TestContext} t */
function entered(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  return enter(t);
}

/** @param {import("node:test").TestContext} t */
async function enter(t) {
  const lifetime = new AbortController();
  t.after(() => lifetime.abort());
  const room = new ChatRoom("lobby", lifetime.signal);
  await room.load();
  room.follow();
  await settle();
  return room;
}

test("the connection follows where the history ends, and greets first", async (t) => {
  stored.set("st.chat-token", '"kept-token"');
  await entered(t);
  welcome();
  assert.equal(last().url.pathname + last().url.search, "/ws/chat/lobby/?since=3");
  assert.deepEqual(last().sent[0], { type: "hello", token: "kept-token" });
  assert.equal(asked[0], "room=lobby kept-token");
});

test("a new guest keeps the token of the welcome", async (t) => {
  const room = await entered(t);
  welcome();
  assert.deepEqual(last().sent[0], { type: "hello" });
  assert.equal(stored.get("st.chat-token"), '"guest-token"');
  assert.deepEqual([room.name, room.present], ["고요한 수달 7", 3]);
});

test("a line is shown at once, and stored when it is acknowledged", async (t) => {
  const room = await entered(t);
  welcome();
  room.send("안녕!");
  const [{ client_id }] = room.unsent;
  assert.deepEqual(last().sent.at(-1), { type: "send", client_id, message: "안녕!" });
  last().say({ type: "ack", client_id, id: 1004, seq: 4, timestamp: "2026-11-03T12:00:05+09:00" });
  assert.deepEqual([room.unsent, seqs(room)], [[], [1, 2, 3, 4]]);
  assert.equal(room.messages[3].author.name, "고요한 수달 7");
});

test("a line without a connection waits for the next one, also through a reload", async (t) => {
  const room = await entered(t);
  room.send("아직 연결 중일 때 쓴 말");
  assert.equal(last().sent.length, 0);
  const reloaded = await enter(t);
  assert.equal(reloaded.unsent.length, 1);
  welcome();
  assert.equal(last().sent.at(-1).message, "아직 연결 중일 때 쓴 말");
  assert.equal(last().sent.at(-1).client_id, room.unsent[0].client_id);
});

test("a line that waits is its writer's: after another login it neither stands there nor goes out", (t) => {
  const lifetime = new AbortController();
  t.after(() => lifetime.abort());
  const open = () => new ChatRoom("lobby", lifetime.signal);
  const linesAs = (/** @type {number | null} */ id) => {
    stored.delete("st.login");
    if (id !== null) stored.set("st.login", `"login-${id}"`);
    stored.set("st.account", `{"login":"login-${id}","id":${id}}`);
    return open().unsent.map(({ message }) => message);
  };
  linesAs(1);
  const room = open();
  room.send("첫째의 말");
  assert.deepEqual([linesAs(2), linesAs(null)], [[], []]);
  room.send("첫째의 마지막 말"); // The page is on its way out.
  assert.deepEqual([linesAs(null), linesAs(1)], [[], ["첫째의 말", "첫째의 마지막 말"]]);
  stored.set("st.unsent.1.lobby", "5");
  assert.deepEqual(linesAs(1), []);
});

test("a line that nobody acknowledges fails, and a retry sends the same id", async (t) => {
  const room = await entered(t);
  welcome();
  room.send("안녕!");
  const { client_id } = last().sent.at(-1);
  t.mock.timers.tick(10_000);
  assert.notEqual(room.unsent[0].error, null);
  room.retry(client_id);
  assert.deepEqual([last().sent.at(-1).client_id, room.unsent[0].error], [client_id, null]);
});

test("a refused line says why; a refusal of no line is a notice", async (t) => {
  const room = await entered(t);
  welcome();
  room.send("안녕!");
  const [{ client_id }] = room.unsent;
  last().say({ type: "error", code: "rate_limited", detail: "천천히요.", client_id });
  assert.equal(room.unsent[0].error, "천천히요.");
  /** @type {string[]} */
  const notices = [];
  room.addEventListener("notice", (event) => notices.push(/** @type {CustomEvent} */ (event).detail));
  last().say({ type: "error", code: "invalid", detail: "쓸 수 없는 토큰이에요." });
  assert.deepEqual(notices, ["쓸 수 없는 토큰이에요."]);
  room.discard(client_id);
  assert.deepEqual(room.unsent, []);
});

test("a hole that stays is fetched", async (t) => {
  const room = await entered(t);
  welcome();
  history = [1, 2, 3, 4, 5, 6].map((seq) => message(seq));
  last().say(message(6));
  t.mock.timers.tick(1_500);
  await settle();
  assert.deepEqual(seqs(room), [1, 2, 3, 4, 5, 6]);
  assert.equal(asked.at(-1), "room=lobby&after=3 guest-token");
});

test("after a long gap the room begins anew at its newest messages", async (t) => {
  const room = await entered(t);
  welcome();
  history = Array.from({ length: 700 }, (_, index) => message(index + 1));
  last().say({ type: "gap", from: 4, to: 700 });
  await settle();
  assert.deepEqual([room.messages[0].seq, room.messages.at(-1)?.seq, room.reachedStart], [651, 700, false]);
  await room.loadOlder();
  assert.equal(room.messages[0].seq, 601);
});

test("a lost connection comes back, later after each failure, from where it was", async (t) => {
  const room = await entered(t);
  welcome();
  last().say(message(4));
  for (const longest of [500, 1_000, 2_000]) {
    const count = FakeWebSocket.all.length;
    last().lose();
    assert.equal(room.connection, "waiting");
    t.mock.timers.tick(longest / 2 - 1);
    await settle();
    assert.equal(FakeWebSocket.all.length, count);
    t.mock.timers.tick(longest / 2 + 1);
    await settle();
    assert.equal(FakeWebSocket.all.length, count + 1);
    assert.equal(last().url.searchParams.get("since"), "4");
  }
});

test("no such room is no reason to come back", async (t) => {
  const room = await entered(t);
  last().open();
  last().lose(4404);
  t.mock.timers.tick(60_000);
  await settle();
  assert.deepEqual([room.connection, FakeWebSocket.all.length], ["closed", 1]);
});
