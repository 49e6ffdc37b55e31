import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** @type {Map<string, string>} */
const stored = new Map();
/** @type {Promise<unknown>} */
let queue = Promise.resolve();
Object.assign(globalThis, {
  localStorage: {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => stored.set(key, value),
    removeItem: (/** @type {string} */ key) => stored.delete(key),
  },
});
/** One at a time, as between tabs. */
const locks = {
  request: (/** @type {string} */ _name, /** @type {() => Promise<unknown>} */ work) => {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  },
};
Object.defineProperty(globalThis, "navigator", { value: { onLine: true, locks }, configurable: true });

const { api } = await import("../js/lib/api.js");
const { session } = await import("../js/lib/session.js");

const USER = { id: 1, username: "sudal7", nickname: "고요한 수달" };

/** A server whose refresh tokens are good once: refresh-1, refresh-2, … */
const server = { generation: 1, refreshed: 0, isAway: false, refusesRefresh: false, validAccess: "access-1" };

globalThis.fetch = async (url, { headers, body } = {}) => {
  if (server.isAway) throw new TypeError("fetch failed");
  const { pathname } = new URL(String(url));
  const data = body ? JSON.parse(String(body)) : {};
  const answer = (/** @type {number} */ status, /** @type {unknown} */ json) =>
    new Response(JSON.stringify(json), { status });
  const refusal = (/** @type {string} */ code) =>
    answer(401, { errors: [{ code, detail: "안 돼요.", attr: null }] });
  const pair = () => ({ access: server.validAccess, refresh: `refresh-${server.generation}` });
  if (pathname === "/accounts/token/")
    return data.password === "right" ? answer(200, pair()) : refusal("wrong_credentials");
  if (pathname === "/accounts/token/refresh/") {
    server.refreshed += 1;
    if (server.refusesRefresh || data.refresh !== `refresh-${server.generation}`)
      return refusal("token_not_valid");
    server.generation += 1;
    server.validAccess = `access-${server.generation}`;
    return answer(200, pair());
  }
  const token = new Headers(headers).get("Authorization");
  if (token && token !== `Bearer ${server.validAccess}`) return refusal("token_not_valid");
  if (pathname === "/accounts/user/") return token ? answer(200, USER) : refusal("not_authenticated");
  return answer(200, { as: token });
};

beforeEach(() => {
  session.end();
  Object.assign(server, {
    generation: 1,
    refreshed: 0,
    isAway: false,
    refusesRefresh: false,
    validAccess: "access-1",
  });
});

test("a login brings the profile and tells once", async () => {
  let told = 0;
  session.addEventListener("change", () => told++, { once: true });
  await session.login("sudal7", "right");
  assert.equal(told, 1);
  assert.deepEqual([session.isLoggedIn, session.user], [true, USER]);
});

test("a wrong password leaves one a guest", async () => {
  await assert.rejects(session.login("sudal7", "wrong"), { status: 401, code: "wrong_credentials" });
  assert.deepEqual([session.isLoggedIn, session.user], [false, null]);
});

test("many requests with a spent token renew it once", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  const answers = await Promise.all(["/post/", "/study/", "/qna/faq/"].map((path) => api.get(path)));
  assert.deepEqual(answers, Array(3).fill({ as: "Bearer access-2" }));
  assert.equal(server.refreshed, 1);
});

test("a token that another tab rotated meanwhile is the one presented", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { generation: 7, validAccess: "of the other tab" });
  stored.set("st.refresh", JSON.stringify("refresh-7"));
  assert.deepEqual(await api.get("/post/"), { as: "Bearer access-8" });
});

test("a refused renewal ends the login, and reading goes on as a guest", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { validAccess: "gone", refusesRefresh: true });
  assert.deepEqual(await api.get("/post/"), { as: null });
  assert.equal(session.isLoggedIn, false);
});

test("a server that is away does not log anybody out", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  server.isAway = true;
  await assert.rejects(api.get("/post/"), { isOffline: true });
  assert.equal(session.isLoggedIn, true);
});

test("a logout is immediate, even without the server", async () => {
  await session.login("sudal7", "right");
  server.isAway = true;
  await session.logout();
  assert.deepEqual([session.isLoggedIn, session.user, await session.access()], [false, null, null]);
});
