import assert from "node:assert/strict";
import test from "node:test";
import { ChatLog, unsentLine } from "../js/lib/chat-log.js";

const message = (/** @type {number} */ seq, more = {}) => ({
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
const run = (/** @type {number} */ from, /** @type {number} */ to) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const seqs = (/** @type {ChatLog} */ log) => log.messages.map(({ seq }) => seq);
const ack = (/** @type {string} */ client_id, /** @type {number} */ seq) => ({
  client_id,
  id: 1000 + seq,
  seq,
  timestamp: "2026-11-03T12:00:05+09:00",
});

test("an empty room asks for everything", () => {
  const log = new ChatLog();
  assert.equal(log.solidTo, 0);
  assert.equal(log.firstSeq, 0);
  assert.equal(log.hole, null);
});

test("messages stand in the order of seq, however they come", () => {
  const log = new ChatLog();
  for (const seq of [12, 10, 13, 11]) log.receive([message(seq)]);
  assert.deepEqual(seqs(log), [10, 11, 12, 13]);
});

test("a message that comes twice is there once", () => {
  const log = new ChatLog();
  assert.equal(log.receive([message(1), message(2), message(1)]).length, 2);
  assert.equal(log.receive([message(2)]).length, 0);
  assert.deepEqual(seqs(log), [1, 2]);
});

test("older pages go before what is there", () => {
  const log = new ChatLog();
  log.receive(run(51, 100));
  log.receive(run(1, 50));
  assert.deepEqual(seqs(log), seqs({ messages: run(1, 100) }));
  assert.equal(log.hole, null);
});

test("an acknowledged line becomes a message of one's own", () => {
  const log = new ChatLog();
  log.receive(run(1, 3));
  log.compose({ client_id: "mine", message: "안녕!" });
  log.acknowledge(ack("mine", 4), "고요한 수달 7");
  assert.deepEqual(log.unsent, []);
  const last = log.messages.at(-1);
  assert.deepEqual(
    [last?.seq, last?.message, last?.author.name, last?.is_mine],
    [4, "안녕!", "고요한 수달 7", true],
  );
});

test("ack and message of one line may come in either order", () => {
  for (const messageFirst of [true, false]) {
    const log = new ChatLog();
    log.compose({ client_id: "mine", message: "안녕!" });
    const steps = [
      () => log.receive([message(1, { client_id: "mine" })]),
      () => log.acknowledge(ack("mine", 1), "나"),
    ];
    for (const step of messageFirst ? steps : steps.toReversed()) step();
    assert.deepEqual(seqs(log), [1]);
    assert.equal(log.messages[0].is_mine, true);
    assert.deepEqual(log.unsent, []);
  }
});

test("a line that was stored before a reload is found in the history and not sent again", () => {
  const log = new ChatLog([unsentLine({ client_id: "mine", message: "안녕!" })]);
  log.receive([message(1), message(2, { client_id: "mine" })]);
  assert.deepEqual(log.unsent, []);
  assert.equal(log.messages[1].is_mine, true);
});

test("an ack of a line that nobody waits for changes nothing", () => {
  const log = new ChatLog();
  log.receive(run(1, 2));
  log.acknowledge(ack("unknown", 3), "나");
  assert.deepEqual(seqs(log), [1, 2]);
});

test("messages without a client id are nobody's unsent line", () => {
  const log = new ChatLog();
  log.compose({ client_id: "mine", message: "안녕!" });
  log.receive([message(1, { client_id: null })]);
  assert.equal(log.unsent.length, 1);
  assert.equal(log.messages[0].is_mine, false);
});

test("a refused line says why, goes out again after a retry, or is thrown away", () => {
  const log = new ChatLog();
  log.compose({ client_id: "mine", message: "안녕!" });
  log.refuse("mine", "조금만 천천히요.");
  assert.equal(log.unsentLine("mine")?.error, "조금만 천천히요.");
  log.renew("mine");
  assert.deepEqual([log.unsentLine("mine")?.error, log.unsentLine("mine")?.message], [null, "안녕!"]);
  log.discard("mine");
  assert.deepEqual(log.unsent, []);
  log.refuse("mine", "더는 없는 줄이에요."); // Its timer was late.
  assert.deepEqual(log.unsent, []);
});

test("own lines keep their order while they wait", () => {
  const log = new ChatLog();
  for (const client_id of ["a", "b", "c"]) log.compose({ client_id, message: client_id });
  log.acknowledge(ack("b", 1), "나");
  assert.deepEqual(
    log.unsent.map(({ client_id }) => client_id),
    ["a", "c"],
  );
});

test("a hole is found, and a reconnect starts before it", () => {
  const log = new ChatLog();
  log.receive([...run(5, 8), ...run(11, 12), message(20)]);
  assert.deepEqual(log.hole, { after: 8, before: 11 });
  assert.equal(log.solidTo, 8);
  log.receive(run(9, 10));
  assert.deepEqual(log.hole, { after: 12, before: 20 });
  log.receive(run(13, 19));
  assert.equal(log.hole, null);
  assert.equal(log.solidTo, 20);
});

test("an ack that overtakes others leaves a hole that they fill", () => {
  const log = new ChatLog();
  log.receive(run(1, 3));
  log.compose({ client_id: "mine", message: "안녕!" });
  log.acknowledge(ack("mine", 6), "나");
  assert.deepEqual(log.hole, { after: 3, before: 6 });
  log.receive(run(4, 5));
  assert.deepEqual(seqs(log), [1, 2, 3, 4, 5, 6]);
  assert.equal(log.hole, null);
});

test("after a long absence the room begins anew, and keeps what came meanwhile", () => {
  const log = new ChatLog();
  log.receive([...run(1, 50), message(951)]);
  log.restart(run(901, 950));
  assert.equal(log.firstSeq, 901);
  assert.equal(log.solidTo, 951);
});

test("beginning anew in an empty room keeps what came meanwhile", () => {
  const log = new ChatLog();
  log.receive([message(1)]);
  log.restart([]);
  assert.deepEqual(seqs(log), [1]);
});

test("a message that was taken away keeps its place without its words", () => {
  const log = new ChatLog();
  log.receive(run(1, 3));
  log.erase(1002);
  assert.deepEqual([log.messages[1].message, log.messages[1].is_deleted], ["", true]);
  log.receive([message(3, { is_deleted: true, message: "" })]); // Told by a later page.
  assert.equal(log.messages[2].is_deleted, true);
  log.erase(9999);
  assert.deepEqual(seqs(log), [1, 2, 3]);
});

test("what the ack left open is told by the message itself", () => {
  const log = new ChatLog();
  log.compose({ client_id: "mine", message: "https://school.example/급식" });
  log.acknowledge(ack("mine", 1), "고요한 수달 7");
  assert.equal(log.messages[0].has_links, undefined);
  log.receive([message(1, { client_id: "mine", has_links: true })]);
  assert.deepEqual([log.messages[0].has_links, log.messages[0].is_mine], [true, true]);
  assert.deepEqual(seqs(log), [1]);
});

test("what lies before a hole that nothing fills is let go of", () => {
  const log = new ChatLog();
  log.receive([...run(1, 3), ...run(40, 42)]);
  log.dropBefore(40);
  assert.deepEqual([seqs(log), log.hole], [[40, 41, 42], null]);
});
