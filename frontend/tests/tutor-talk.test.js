import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const { TutorTalk } = await import("../js/lib/tutor-talk.js");
const { inquiryPath, subjectName } = await import("../js/lib/inquiries.js");
const { API_ORIGIN } = await import("../config.js");

/** @type {{ turns: any[], fault: string | null, requests: string[] }} */
const server = { turns: [], fault: null, requests: [] };
const PAGE = 2;

const turn = (/** @type {number} */ id, status = "done") => ({
  id,
  mode: "general",
  prompt: `질문 ${id}`,
  response: status === "done" ? "답" : "",
  response_html: status === "done" ? "<p>답</p>" : "",
  is_from_ai: true,
  sources: [],
  status,
  created_at: "2026-11-03T12:00:00+09:00",
});
const answer = (/** @type {number} */ status, /** @type {unknown} */ json) =>
  new Response(JSON.stringify(json), { status });
const refusal = (/** @type {number} */ status, /** @type {string} */ code, detail = "안 돼요.") =>
  answer(status, { errors: [{ code, detail, attr: null }] });

globalThis.fetch = async (url, { method = "GET", body } = {}) => {
  const { pathname, searchParams } = new URL(String(url));
  server.requests.push(`${method} ${pathname}`);
  if (server.fault === "away") throw new TypeError("fetch failed");
  if (method === "GET") {
    const from = Number(searchParams.get("cursor") ?? 0);
    const isLast = from + PAGE >= server.turns.length;
    const next = isLast ? null : `${API_ORIGIN}/aichat/?cursor=${from + PAGE}`;
    return answer(200, { next, previous: null, results: server.turns.slice(from, from + PAGE) });
  }
  if (method === "DELETE") {
    server.turns = [];
    return new Response(null, { status: 204 });
  }
  if (server.fault === "limit") return refusal(429, "throttled", "조금 뒤에 물어봐 주세요.");
  const id = pathname.match(/(\d+)\/retry/)?.[1];
  const at = id ? server.turns.findIndex((one) => one.id === Number(id)) : server.turns.length;
  server.turns[at] = {
    ...turn(at + 1, server.fault ? "failed" : "done"),
    prompt: server.turns[at]?.prompt ?? JSON.parse(String(body)).prompt,
  };
  return server.fault ? refusal(503, "ai_unavailable", "튜터가 쉬고 있어요.") : answer(201, server.turns[at]);
};

beforeEach(() => Object.assign(server, { turns: [], fault: null, requests: [] }));

/** @param {import("node:test").TestContext} t */
function talkOf(t) {
  const lifetime = new AbortController();
  t.after(() => lifetime.abort());
  return new TutorTalk(lifetime.signal);
}
const statuses = (/** @type {InstanceType<typeof TutorTalk>} */ talk) =>
  talk.turns.map(({ status }) => status);

test("the whole history is read, oldest first", async (t) => {
  server.turns = [1, 2, 3, 4, 5].map((id) => turn(id));
  const talk = talkOf(t);
  await talk.load();
  assert.deepEqual(
    talk.turns.map(({ id }) => id),
    [1, 2, 3, 4, 5],
  );
});

test("an answered question joins the talk", async (t) => {
  const talk = talkOf(t);
  await talk.load();
  const asking = talk.ask("미분이 뭐예요?");
  assert.equal(talk.question, "미분이 뭐예요?");
  assert.equal(talk.isWaiting, true);
  await asking;
  assert.equal(talk.question, null);
  assert.deepEqual([talk.turns[0].prompt, statuses(talk)], ["미분이 뭐예요?", ["done"]]);
});

test("a question that failed after it was stored stays, with the reason", async (t) => {
  server.turns = [1, 2, 3].map((id) => turn(id));
  const talk = talkOf(t);
  await talk.load();
  server.fault = "upstream";
  await talk.ask("미분이 뭐예요?");
  assert.deepEqual(statuses(talk), ["done", "done", "done", "failed"]);
  assert.equal(talk.reasonOf(4), "튜터가 쉬고 있어요.");
  assert.notEqual(talk.reasonOf(1), "");
});

test("a question that was not stored is given back as an error", async (t) => {
  server.turns = [turn(1)];
  const talk = talkOf(t);
  await talk.load();
  for (const [fault, code] of [
    ["limit", "throttled"],
    ["away", "unreachable"],
  ]) {
    server.fault = fault;
    await assert.rejects(talk.ask("미분이 뭐예요?"), { code });
    assert.equal(talk.turns.length, 1);
    assert.equal(talk.question, null);
  }
});

test("a failed turn is asked again, and is failed again when that fails", async (t) => {
  server.turns = [turn(1, "failed")];
  const talk = talkOf(t);
  await talk.load();
  server.fault = "away";
  await talk.retry(1);
  assert.deepEqual(statuses(talk), ["failed"]);
  server.fault = null;
  await talk.retry(1);
  assert.deepEqual(statuses(talk), ["done"]);
});

test("a turn that a reload left open is looked after until it settles", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  server.turns = [turn(1), turn(2, "pending")];
  const talk = talkOf(t);
  await talk.load();
  assert.equal(talk.isWaiting, true);
  server.turns[1] = turn(2);
  const settled = new Promise((resolve) => talk.addEventListener("change", resolve, { once: true }));
  t.mock.timers.tick(2_000);
  await settled;
  assert.deepEqual(statuses(talk), ["done", "done"]);
  const { length } = server.requests;
  t.mock.timers.tick(60_000);
  assert.equal(server.requests.length, length);
});

test("a talk that was deleted is gone and begins anew", async (t) => {
  server.turns = [1, 2, 3].map((id) => turn(id));
  const talk = talkOf(t);
  await talk.load();
  await talk.clear();
  assert.deepEqual(talk.turns, []);
  await talk.ask("다시 처음부터");
  assert.equal(talk.turns.length, 1);
});

test("the way back to a guest's inquiry holds its secret, on our own address", () => {
  const secret_url = "https://api.example.org/qna/inquiry/12/?secret=a%2Bb";
  assert.equal(inquiryPath({ id: 12, secret_url }), "/help/12?secret=a%2Bb");
  assert.equal(inquiryPath({ id: 12 }), "/help/12");
  assert.equal(subjectName("bug"), "오류");
  assert.equal(subjectName("unheard-of"), "기타");
});
