import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { API_ORIGIN } from "../config.js";
import { api, cursorOf, onRefusal, urlFor, useCredentials } from "../js/lib/api.js";
import { ApiError } from "../js/lib/api-error.js";

Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const realFetch = globalThis.fetch;
const guest = { access: async () => null, renew: async () => null };

afterEach(() => {
  globalThis.fetch = realFetch;
  Reflect.deleteProperty(globalThis, "XMLHttpRequest");
  useCredentials(guest);
  onRefusal(() => {});
});

/**
 * Answers in turn; keeps what was asked.
 * @param {...(Response | Error)} answers
 */
function answerWith(...answers) {
  /** @type {{ url: string, headers: Headers, body: unknown, credentials?: string, keepalive?: boolean }[]} */
  const asked = [];
  globalThis.fetch = async (url, { headers, body, credentials, keepalive } = {}) => {
    asked.push({ url: String(url), headers: new Headers(headers), body, credentials, keepalive });
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  };
  return asked;
}

const json = (/** @type {unknown} */ data, status = 200, headers = {}) =>
  new Response(JSON.stringify(data), { status, headers });

test("cookies travel only where they are asked for, and a picture of any size with those of a code", async () => {
  const asked = answerWith(json({}), json({}), json({}));
  await api.post("/post/", { json: {} });
  await api.post("/accounts/signup/", { json: {}, asAsker: true });
  await api.post("/accounts/token/refresh/", { json: {}, withCookie: true });
  assert.deepEqual(
    asked.map(({ credentials, keepalive, headers }) => [
      credentials,
      Boolean(keepalive),
      headers.get("X-Token-Transport"),
    ]),
    [
      [undefined, false, null],
      ["include", false, null],
      ["include", true, "cookie"],
    ],
  );
});

test("an answer is parsed, and asked for in Korean", async () => {
  const asked = answerWith(json({ results: [] }));
  assert.deepEqual(await api.get("/post/", { query: { q: "수시", mine: undefined, cursor: "" } }), {
    results: [],
  });
  assert.equal(asked[0].url, `${API_ORIGIN}/post/?q=%EC%88%98%EC%8B%9C`);
  assert.equal(asked[0].headers.get("Accept-Language"), "ko");
  assert.equal(asked[0].headers.get("Authorization"), null);
});

test("an empty answer is null", async () => {
  answerWith(new Response(null, { status: 204 }));
  assert.equal(await api.delete("/post/1/"), null);
});

test("the contract's errors come through, field by field", async () => {
  const errors = [
    { code: "blank", detail: "제목을 써 주세요.", attr: "title" },
    { code: "max_length", detail: "너무 길어요.", attr: "content" },
  ];
  answerWith(json({ type: "validation_error", errors }, 400));
  await assert.rejects(api.post("/post/", { json: {} }), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual(
      [error.status, error.code, error.message, error.errors],
      [400, "blank", "제목을 써 주세요.", errors],
    );
    return true;
  });
});

test("a limit says how long to wait", async () => {
  answerWith(
    json({ errors: [{ code: "throttled", detail: "잠시 뒤에요.", attr: null }] }, 429, {
      "Retry-After": "30",
    }),
  );
  await assert.rejects(api.get("/post/"), { status: 429, code: "throttled", retryAfter: 30 });
});

test("a proxy's page becomes a Korean sentence", async () => {
  answerWith(new Response("<h1>Bad Gateway</h1>", { status: 502 }));
  await assert.rejects(api.get("/post/"), { status: 502, code: "http_502", message: /잠시 뒤에/ });
  answerWith(json({ detail: "other form" }, 413));
  await assert.rejects(api.get("/post/"), { code: "http_413", message: /너무 커요/ });
});

test("no answer, a late one and an unreadable one have their own codes", async () => {
  answerWith(new TypeError("fetch failed"));
  await assert.rejects(api.get("/post/"), { status: 0, isOffline: true });
  answerWith(new Response("<html>", { status: 200 }));
  await assert.rejects(api.get("/post/"), { code: "unreadable" });
  const awake = setTimeout(() => {}, 10_000); // A signal's own timer does not keep Node running.
  globalThis.fetch = (_, options) =>
    new Promise((_resolve, reject) => {
      options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    });
  await assert.rejects(api.get("/post/", { timeout: 5 }), { code: "timeout" });
  clearTimeout(awake);
});

test("the caller's own abort stays an abort", async () => {
  const lifetime = new AbortController();
  globalThis.fetch = async () => {
    lifetime.abort();
    throw lifetime.signal.reason;
  };
  await assert.rejects(api.get("/post/", { signal: lifetime.signal }), { name: "AbortError" });
});

test("a refused token is renewed once and the request sent again", async () => {
  const asked = answerWith(
    json({ errors: [{ code: "x", detail: "만료", attr: null }] }, 401),
    json({ id: 1 }),
  );
  useCredentials({ access: async () => "old", renew: async (stale) => `new after ${stale}` });
  assert.deepEqual(await api.post("/post/", { json: { title: "a" } }), { id: 1 });
  assert.deepEqual(
    asked.map(({ headers, body }) => [headers.get("Authorization"), body]),
    [
      ["Bearer old", '{"title":"a"}'],
      ["Bearer new after old", '{"title":"a"}'],
    ],
  );
});

test("after a login that is over one reads on as a guest, but says nothing as one", async () => {
  const refused = () => json({ errors: [{ code: "token_not_valid", detail: "끝났어요.", attr: null }] }, 401);
  useCredentials({ access: async () => "old", renew: async () => null });
  answerWith(refused(), json({ id: 1 }));
  assert.deepEqual(await api.get("/post/1/"), { id: 1 });
  const asked = answerWith(refused());
  await assert.rejects(api.post("/post/", { json: { title: "a" } }), { code: "token_not_valid" });
  assert.equal(asked.length, 1);
});

test("what is refused to a member is heard, to a guest it is not", async () => {
  /** @type {string[]} */
  const heard = [];
  onRefusal(({ code }) => heard.push(code));
  const refused = () =>
    json({ errors: [{ code: "profile_incomplete", detail: "닉네임을 정해 주세요.", attr: null }] }, 403);
  answerWith(refused(), json({}), refused());
  await assert.rejects(api.post("/post/", { json: {} }));
  useCredentials({ access: async () => "good", renew: async () => null });
  await api.get("/post/");
  assert.deepEqual(heard, []);
  await assert.rejects(api.post("/post/", { json: {} }), { code: "profile_incomplete" });
  assert.deepEqual(heard, ["profile_incomplete"]);
});

test("a token is sent to nobody else", async () => {
  useCredentials({ access: async () => "secret", renew: async () => null });
  const asked = answerWith();
  await assert.rejects(api.get("https://evil.example/post/"), TypeError);
  await assert.rejects(api.get("//evil.example/post/"), TypeError);
  assert.equal(asked.length, 0);
});

test("a list's next page is followed, and its cursor can be told", () => {
  const next = `${API_ORIGIN}/post/?cursor=abc%3D&page_size=5`;
  assert.equal(urlFor(next).href, next);
  assert.equal(cursorOf(next), "abc=");
  assert.equal(cursorOf(null), null);
});

/** A browser's XMLHttpRequest as far as it is used; the test says what happens to it. */
class Transfer {
  /** @type {Transfer} */
  static last;
  upload = /** @type {{ onprogress?: (event: { loaded: number, total: number }) => void }} */ ({});
  headers = new Headers();
  status = 0;
  responseText = "";
  isAborted = false;
  onload = () => {};
  onerror = () => {};

  constructor() {
    Transfer.last = this;
  }

  /** @param {string} method @param {string} url */
  open(method, url) {
    this.opened = `${method} ${url}`;
  }

  /** @param {string} name @param {string} value */
  setRequestHeader(name, value) {
    this.headers.set(name, value);
  }

  getAllResponseHeaders() {
    return "content-type: application/json\r\nretry-after: 60\r\n";
  }

  /** @param {FormData} form */
  send(form) {
    this.sent = form;
  }

  abort() {
    this.isAborted = true;
  }
}

/** Until what is waited for before sending has come. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

test("a form that tells how far it has come is sent with all that belongs to a request", async () => {
  Object.assign(globalThis, { XMLHttpRequest: Transfer });
  useCredentials({ access: async () => "token", renew: async () => null });
  const [form, seen] = [new FormData(), /** @type {number[][]} */ ([])];
  const headers = { "Idempotency-Key": "once" };
  const answer = api.post("/post/", { form, headers, onProgress: (...steps) => seen.push(steps) });
  await soon();
  const { last } = Transfer;
  assert.deepEqual(
    [last.opened, last.sent, last.headers.get("Authorization"), last.headers.get("Idempotency-Key")],
    [`POST ${API_ORIGIN}/post/`, form, "Bearer token", "once"],
  );
  last.upload.onprogress?.({ loaded: 5, total: 10 });
  Object.assign(last, { status: 201, responseText: '{"id": 7}' }).onload();
  assert.deepEqual(await answer, { id: 7 });
  assert.deepEqual(seen, [[5, 10]]);
});

test("a form that is refused, cut off or called off says so as any request does", async () => {
  Object.assign(globalThis, { XMLHttpRequest: Transfer });
  const form = new FormData();
  const start = (/** @type {AbortSignal | undefined} */ signal = undefined) => {
    const answer = api.post("/post/", { form, signal, onProgress: () => {} });
    return soon().then(() => ({ answer, transfer: Transfer.last }));
  };
  const refused = await start();
  const errors = [{ code: "storage_unavailable", detail: "지금은 파일을 저장할 수 없어요.", attr: null }];
  Object.assign(refused.transfer, { status: 503, responseText: JSON.stringify({ errors }) }).onload();
  await assert.rejects(refused.answer, { code: "storage_unavailable", retryAfter: 60 });
  const cut = await start();
  cut.transfer.onerror();
  await assert.rejects(cut.answer, { code: "unreachable" });
  const leaving = new AbortController();
  const left = await start(leaving.signal);
  leaving.abort();
  await assert.rejects(left.answer, { name: "AbortError" });
  assert.ok(left.transfer.isAborted);
});

test("a form of which no byte moves is given up, and one that moves may take its time", async (context) => {
  Object.assign(globalThis, { XMLHttpRequest: Transfer });
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const answer = api.post("/post/", { form: new FormData(), onProgress: () => {} });
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  const { last } = Transfer;
  for (let loaded = 1; loaded <= 3; loaded += 1) {
    context.mock.timers.tick(59_000);
    last.upload.onprogress?.({ loaded, total: 10 });
  }
  assert.equal(last.isAborted, false);
  context.mock.timers.tick(60_000);
  await assert.rejects(answer, { code: "timeout" });
  assert.ok(last.isAborted);
});
