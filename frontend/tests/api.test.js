import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { API_ORIGIN } from "../config.js";
import { api, cursorOf, urlFor, useCredentials } from "../js/lib/api.js";
import { ApiError } from "../js/lib/api-error.js";

Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
const realFetch = globalThis.fetch;
const guest = { access: async () => null, renew: async () => null };

afterEach(() => {
  globalThis.fetch = realFetch;
  useCredentials(guest);
});

/**
 * Answers in turn; keeps what was asked.
 * @param {...(Response | Error)} answers
 */
function answerWith(...answers) {
  /** @type {{ url: string, headers: Headers, body: unknown }[]} */
  const asked = [];
  globalThis.fetch = async (url, { headers, body } = {}) => {
    asked.push({ url: String(url), headers: new Headers(headers), body });
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  };
  return asked;
}

const json = (/** @type {unknown} */ data, status = 200, headers = {}) =>
  new Response(JSON.stringify(data), { status, headers });

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
