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
let isAway = false;
globalThis.fetch = async (url, { headers } = {}) => {
  const { pathname, searchParams } = new URL(String(url));
  if (isAway || pathname.startsWith("/accounts/")) throw new TypeError("No network");
  asked.push(`${searchParams} ${new Headers(headers).get("X-Chat-Token") ?? ""}`.trim());
  const [before, after] = ["before", "after"].map((name) => searchParams.get(name));
  const found = history.filter(
    ({ seq }) => (!before || seq < Number(before)) && (!after || seq > Number(after)),
  );
  const results = after ? found.slice(0, 50) : found.slice(-50);
  const isFirst = results.length === 0 || results[0] === history[0];
  return Response.json({ results, previous: isFirst ? null : "older" });
};

const settle = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};
const seqs = (/** @type {InstanceType<typeof ChatRoom>} */ room) => room.messages.map(({ seq }) => seq);
/** The lines that went out on the last connection. */
const spoken = () => last().sent.flatMap(({ type, message }) => (type === "send" ? [message] : []));

const WELCOME = {
  type: "welcome",
  name: "고요한 수달 7",
  token: "guest-token",
  is_member: false,
  last_seq: 0,
  present: 3,
  room: { name: "로비", description: "누구나 쉬어 가는 곳", is_read_only: false, slow_seconds: 0 },
};

function welcome() {
  last().open();
  last().say(WELCOME);
  last().say({ type: "ready" });
}

beforeEach(() => {
  stored.clear();
  FakeWebSocket.all = [];
  isAway = false;
  history = [1, 2, 3].map((seq) => message(seq));
  asked = [];
});

/** A room with its history read and its first connection made. @param {import("node:test").TestContext} t */
function entered(t) {
  t.mock.timers.enable({
    apis: ["setTimeout", "setInterval", "Date"],
    now: Date.parse("2026-11-03T12:00:00+09:00"),
  });
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

test("what goes wrong is told, of a line and of none", async (t) => {
  const room = await entered(t);
  welcome();
  room.send("안녕!");
  const [{ client_id }] = room.unsent;
  /** @type {string[]} */
  const troubles = [];
  for (const type of ["trouble", "refusal"])
    room.addEventListener(type, (event) => troubles.push(/** @type {CustomEvent} */ (event).detail));
  last().say({ type: "error", code: "invalid", detail: "쓸 수 없는 글자가 있어요.", client_id });
  assert.equal(room.unsent[0].error, "쓸 수 없는 글자가 있어요.");
  last().say({ type: "error", code: "invalid", detail: "쓸 수 없는 토큰이에요." });
  assert.deepEqual(troubles, ["쓸 수 없는 글자가 있어요.", "쓸 수 없는 토큰이에요."]);
  room.discard(client_id);
  assert.deepEqual(room.unsent, []);
});

test("who is muted for a while says nothing meanwhile, and may speak again afterwards", async (t) => {
  const room = await entered(t);
  welcome();
  room.send("첫 줄");
  room.send("둘째 줄");
  const [{ client_id }] = room.unsent;
  last().say({
    type: "error",
    code: "muted",
    detail: "10분 동안 말할 수 없어요.",
    client_id,
    retry_after: 600,
  });
  assert.deepEqual(
    room.unsent.map(({ error }) => error),
    ["10분 동안 말할 수 없어요.", "10분 동안 말할 수 없어요."],
  );
  assert.deepEqual([room.isMuted, room.maySpeak, spoken()], [true, false, ["첫 줄"]]);
  room.type();
  assert.equal(last().sent.at(-1).type, "send");
  let changes = 0;
  room.addEventListener("change", () => changes++);
  t.mock.timers.tick(600_000);
  assert.deepEqual([room.isMuted, room.maySpeak], [false, true]);
  assert.ok(changes > 0);
});

test("the welcome brings the room's settings of now", async (t) => {
  const room = await entered(t);
  welcome();
  assert.equal(room.maySpeak, true);
  last().say({ ...WELCOME, room: { ...WELCOME.room, is_read_only: true } });
  assert.equal(room.maySpeak, false);
});

test("what staff lift is over at once", async (t) => {
  const room = await entered(t);
  welcome();
  last().say({ type: "error", code: "muted", detail: "하루 동안 말할 수 없어요.", retry_after: 86_400 });
  assert.equal(room.maySpeak, false);
  last().say({ type: "unmuted" });
  assert.deepEqual([room.isMuted, room.maySpeak], [false, true]);
});

test("what staff have lifted meanwhile ends with the next connection", async (t) => {
  const room = await entered(t);
  welcome();
  last().say({ type: "error", code: "muted", detail: "하루 동안 말할 수 없어요.", retry_after: 86_400 });
  assert.equal(room.maySpeak, false);
  last().lose();
  t.mock.timers.tick(500);
  await settle();
  assert.equal(room.maySpeak, false);
  welcome();
  assert.equal(room.maySpeak, true);
});

test("who is banned is told so and not connected again", async (t) => {
  const room = await entered(t);
  welcome();
  last().say({ type: "error", code: "muted", detail: "더는 말할 수 없어요." });
  last().lose(4403);
  t.mock.timers.tick(300_000);
  await settle();
  assert.deepEqual([room.ban, room.maySpeak, room.connection], ["더는 말할 수 없어요.", false, "closed"]);
  assert.equal(FakeWebSocket.all.length, 1);
});

test("staff change the room while one is in it", async (t) => {
  const room = await entered(t);
  room.introduce({ name: "로비", description: "", is_read_only: false, slow_seconds: 0 });
  welcome();
  last().say({ type: "room", name: "로비", description: "공지만", is_read_only: true, slow_seconds: 0 });
  assert.deepEqual([room.settings?.description, room.maySpeak], ["공지만", false]);
  last().say({ type: "room", name: "로비", description: "", is_read_only: false, slow_seconds: 10 });
  assert.deepEqual([room.settings?.slow_seconds, room.maySpeak], [10, true]);
  room.send("안녕");
  const { client_id } = last().sent.at(-1);
  last().say({ type: "error", code: "read_only", detail: "읽기만 할 수 있어요.", client_id });
  assert.equal(room.maySpeak, false);
});

test("from four o'clock on one speaks under another name", async (t) => {
  const room = await entered(t);
  welcome();
  last().say({ type: "name", name: "느긋한 두루미 21" });
  room.send("아직 안 자는 사람?");
  const { client_id } = last().sent.at(-1);
  last().say({ type: "ack", client_id, id: 1004, seq: 4, timestamp: "2026-11-03T04:00:05+09:00" });
  assert.deepEqual([room.name, room.messages[3].author.name], ["느긋한 두루미 21", "느긋한 두루미 21"]);
});

test("a worried word of the server stays until it is closed", async (t) => {
  const room = await entered(t);
  welcome();
  const contacts = [{ name: "자살예방 상담전화", phone: "109" }];
  last().say({ type: "care", client_id: "mine", detail: "많이 힘들었죠.", contacts });
  last().lose();
  assert.deepEqual(room.cares.get("mine"), { detail: "많이 힘들었죠.", contacts });
  assert.ok(![...stored.values()].some((text) => text.includes("힘들었죠")));
  room.dismissCare("mine");
  assert.equal(room.cares.size, 0);
});

test("one's own typing is told now and then, and again at once after a line", async (t) => {
  const room = await entered(t);
  room.type();
  welcome();
  const told = () => last().sent.filter(({ type }) => type === "typing").length;
  for (let key = 0; key < 5; key++) room.type();
  assert.equal(told(), 1);
  t.mock.timers.tick(2_999);
  room.type();
  assert.equal(told(), 1);
  t.mock.timers.tick(1);
  room.type();
  assert.equal(told(), 2);
  room.send("다 썼다");
  room.type();
  assert.equal(told(), 3);
});

test("others' typing fades, and ends with what they say or with the connection", async (t) => {
  const room = await entered(t);
  welcome();
  const type = (/** @type {string} */ name) => last().say({ type: "typing", name });
  let tellings = 0;
  room.addEventListener("typing", () => tellings++);
  assert.equal(room.typists.words, "");
  type("고요한 수달 7");
  assert.equal(room.typists.words, "고요한 수달 7님이 쓰는 중");
  t.mock.timers.tick(3_000);
  type("고요한 수달 7");
  type("졸린 판다 3");
  assert.equal(room.typists.words, "2명이 쓰는 중");
  last().say(message(4)); // Of the panda.
  assert.equal(room.typists.words, "고요한 수달 7님이 쓰는 중");
  t.mock.timers.tick(4_000);
  assert.deepEqual([room.typists.words, tellings], ["", 5]);
  type("졸린 판다 3");
  last().lose();
  assert.equal(room.typists.words, "");
});

test("nobody speaks as a guest because a login can't be proved", async (t) => {
  stored.set("st.login", '"login-1"');
  stored.set("st.account", '{"login":"login-1","id":1}');
  stored.set("st.chat-token", '"of-a-guest"');
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const lifetime = new AbortController();
  t.after(() => lifetime.abort());
  const room = new ChatRoom("lobby", lifetime.signal);
  room.follow();
  room.send("회원이 쓴 말");
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(FakeWebSocket.all.length, 0);
  assert.equal(room.unsent[0].error, null);
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

test("a hole of what is kept nowhere any more is left behind", async (t) => {
  const room = await entered(t);
  welcome();
  history = [20, 21, 22, 23].map((seq) => message(seq));
  last().say(message(22));
  t.mock.timers.tick(1_500);
  await settle();
  assert.deepEqual(seqs(room), [20, 21, 22, 23]);
});

test("what could not be fetched is fetched a little later", async (t) => {
  const room = await entered(t);
  welcome();
  history = [1, 2, 3, 4, 5, 6].map((seq) => message(seq));
  isAway = true;
  last().say(message(6));
  t.mock.timers.tick(1_500);
  await settle();
  assert.deepEqual(seqs(room), [1, 2, 3, 6]);
  isAway = false;
  t.mock.timers.tick(8_000);
  await settle();
  assert.deepEqual(seqs(room), [1, 2, 3, 4, 5, 6]);
});

test("a page that slept for a day learns what was taken away, and goes on without a hole or a double", async (t) => {
  const room = await entered(t);
  welcome();
  let returns = 0;
  room.addEventListener("return", () => returns++);
  last().lose();
  t.mock.timers.setTime(Date.now() + 24 * 60 * 60_000);
  t.mock.timers.tick(0);
  await settle();
  history = Array.from({ length: 40 }, (_, index) =>
    message(index + 1, index === 1 ? { is_deleted: true, message: "" } : {}),
  );
  welcome();
  for (let seq = 4; seq <= 40; seq++) last().say(message(seq));
  await settle();
  assert.deepEqual(
    seqs(room),
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
  assert.deepEqual([room.messages[1].is_deleted, returns], [true, 1]);
  last().lose(1012); // A short one asks nobody anything.
  t.mock.timers.tick(3_000);
  await settle();
  welcome();
  assert.equal(returns, 1);
});

test("the oldest page says that there is nothing before it", async (t) => {
  history = Array.from({ length: 60 }, (_, index) => message(index + 301));
  const room = await entered(t);
  assert.deepEqual([room.messages[0].seq, room.reachedStart], [311, false]);
  await room.loadOlder();
  assert.deepEqual([room.messages[0].seq, room.reachedStart], [301, true]);
});

test("a long conversation lets go of what is far above, which comes again by scrolling", async (t) => {
  const room = await entered(t);
  welcome();
  for (let seq = 4; seq <= 400; seq++) last().say(message(seq));
  room.trim();
  assert.equal(room.messages.length, 400);
  last().say(message(401));
  room.trim();
  assert.deepEqual([room.messages[0].seq, room.messages.at(-1)?.seq, room.reachedStart], [252, 401, false]);
  history = Array.from({ length: 401 }, (_, index) => message(index + 1));
  await room.loadOlder();
  assert.equal(room.messages[0].seq, 202);
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
