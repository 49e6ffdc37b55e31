import assert from "node:assert/strict";
import { after, afterEach, beforeEach, mock, test } from "node:test";

/** @type {Map<string, string>} */
const stored = new Map();
/** @type {Map<string, Set<(event: any) => void>>} */
const listeners = new Map();
const listen = (/** @type {string} */ type, /** @type {(event: any) => void} */ listener) => {
  listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
};
const happen = (/** @type {string} */ type, event = {}) => {
  for (const listener of listeners.get(type) ?? []) listener(event);
};
/** @type {{ hidden: boolean, addEventListener: typeof listen }} */
const tab = { hidden: false, addEventListener: listen };
Object.assign(globalThis, {
  addEventListener: listen,
  document: tab,
  localStorage: {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => stored.set(key, value),
    removeItem: (/** @type {string} */ key) => stored.delete(key),
  },
});
/** @type {Promise<unknown>} */
let queue = Promise.resolve();
/** One at a time, as between tabs. */
const locks = {
  request: (/** @type {string} */ _name, /** @type {() => Promise<unknown>} */ work) => {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  },
};
const browser = { onLine: true, locks };
Object.defineProperty(globalThis, "navigator", { value: browser, configurable: true });

const { api } = await import("../js/lib/api.js");
const { session } = await import("../js/lib/session.js");

const USER = { id: 1, username: "sudal7", nickname: "고요한 수달" };
const LIFETIME = 15 * 60;

/**
 * A server whose refresh tokens are good once, and the browser's cookie jar, which no script reads.
 * @type {{ login: string, generation: number, refreshed: number, isAway: boolean, refusal: string | null,
 *   rotatedTimes: number, validAccess: string, cookie: string | null, serverClock: number, asked: any[] }}
 */
const server = Object.create(null);

const inBase64 = (/** @type {unknown} */ data) => Buffer.from(JSON.stringify(data)).toString("base64url");

function newPair() {
  server.generation += 1;
  server.cookie = `${server.login}/${server.generation}`;
  const claims = {
    iat: server.serverClock,
    exp: server.serverClock + LIFETIME,
    jti: `고유-${server.generation}`,
    login: server.login,
  };
  server.validAccess = `${inBase64({ alg: "HS256" })}.${inBase64(claims)}.signature`;
  return { access: server.validAccess };
}

/** @param {string} path @param {any} data */
function answerTo(path, data) {
  const refusal = (/** @type {string} */ code, status = 401) => ({
    status,
    json: { errors: [{ code, detail: "안 돼요.", attr: null }] },
  });
  if (path === "/accounts/token/" || path === "/accounts/user/restore/") {
    if (data.password !== "right") return refusal("wrong_credentials");
    return { status: 200, json: newPair() };
  }
  if (path === "/accounts/token/refresh/") {
    server.refreshed += 1;
    if (server.refusal) return refusal(server.refusal);
    if (server.rotatedTimes-- > 0) return refusal("token_rotated");
    if (server.cookie !== `${server.login}/${server.generation}`) return refusal("token_not_valid");
    return { status: 200, json: newPair() };
  }
  if (path === "/accounts/token/blacklist/") {
    server.cookie = null;
    return { status: 200, json: {} };
  }
  return null;
}

globalThis.fetch = async (url, { method, headers, body, credentials, keepalive } = {}) => {
  if (server.isAway) throw new TypeError("fetch failed");
  const { pathname } = new URL(String(url));
  const data = typeof body === "string" ? JSON.parse(body) : (body ?? {});
  const sent = new Headers(headers);
  const token = sent.get("Authorization");
  const transport = sent.get("X-Token-Transport");
  server.asked.push({ method, path: pathname, token, body, transport, credentials, keepalive });
  let answer = answerTo(pathname, data);
  await new Promise((resolve) => setImmediate(resolve)); // The answer is on its way.
  if (!answer && token && token !== `Bearer ${server.validAccess}`)
    answer = {
      status: 401,
      json: { errors: [{ code: "token_not_valid", detail: "끝났어요.", attr: null }] },
    };
  answer ??= { status: 200, json: pathname === "/accounts/user/" ? USER : { as: token } };
  return new Response(JSON.stringify(answer.json), { status: answer.status });
};

const asBearer = () => ({ as: `Bearer ${server.validAccess}` });
const pathsAsked = () => server.asked.map(({ path }) => path);

beforeEach(() => {
  browser.locks = locks;
  tab.hidden = false;
  session.end();
  stored.clear();
  listeners.clear();
  Object.assign(server, {
    login: "family-1",
    generation: 0,
    refreshed: 0,
    isAway: false,
    refusal: null,
    rotatedTimes: 0,
    validAccess: "",
    cookie: null,
    serverClock: 1_790_000_000,
    asked: [],
  });
});
afterEach(() => mock.timers.reset());
after(() => session.end());

test("a login brings the profile and tells once", async () => {
  let told = 0;
  const lifetime = new AbortController();
  session.addEventListener("change", () => told++, { signal: lifetime.signal });
  await session.login("sudal7", "right");
  lifetime.abort();
  assert.equal(told, 1);
  assert.deepEqual([session.isLoggedIn, session.user], [true, USER]);
});

test("a wrong password leaves one a guest", async () => {
  await assert.rejects(session.login("sudal7", "wrong"), { status: 401, code: "wrong_credentials" });
  assert.deepEqual([session.isLoggedIn, session.user], [false, null]);
});

test("the device keeps a mark who is logged in, and no token", async () => {
  await session.login("sudal7", "right");
  assert.deepEqual(
    [...stored],
    [
      ["st.login", '"family-1"'],
      ["st.account", '{"login":"family-1","id":1}'],
    ],
  );
});

test("what is kept belongs to the account over its logins, and to guests without one", async () => {
  assert.equal(session.owner, "guest");
  await session.login("sudal7", "right");
  assert.equal(session.owner, "1");
  server.login = "family-2";
  await session.login("sudal7", "right");
  assert.equal(session.owner, "1");
  session.end();
  assert.deepEqual([session.owner, [...stored]], ["guest", []]);
});

test("of whom a login of another tab is, one asks before one believes it", async () => {
  await session.login("sudal7", "right");
  server.login = "family-2";
  await session.login("sudal7", "right");
  stored.set("st.account", '{"login":"family-1","id":7}'); // of the login before
  assert.equal(session.owner, "family-2");
  session.start();
  stored.set("st.login", '"family-3"');
  happen("storage", { key: "st.login" });
  server.login = "family-3";
  server.cookie = `family-3/${server.generation}`;
  assert.equal(await session.certainOwner(), "1");
  stored.set("st.account", "kaputt");
  assert.equal(session.owner, "family-3");
});

test("the cookie travels with the requests that give or take it, and with no other", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  await api.get("/post/");
  await session.logout();
  const travelled = new Map(
    server.asked.map(({ path, transport, credentials, keepalive }) => [
      path,
      `${transport} ${credentials} ${keepalive}`,
    ]),
  );
  assert.deepEqual(Object.fromEntries(travelled), {
    "/accounts/token/": "cookie include true",
    "/accounts/user/": "null undefined undefined",
    "/accounts/token/refresh/": "cookie include true",
    "/post/": "null undefined undefined",
    "/accounts/token/blacklist/": "cookie include true",
  });
});

test("another way in logs in as well", async () => {
  await session.enter("/accounts/user/restore/", { username: "sudal7", password: "right" });
  assert.deepEqual([session.isLoggedIn, session.user], [true, USER]);
});

test("many requests with a spent token renew it once", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  const answers = await Promise.all(["/post/", "/study/", "/qna/faq/"].map((path) => api.get(path)));
  assert.deepEqual(answers, Array(3).fill(asBearer()));
  assert.equal(server.refreshed, 1);
});

test("a form with a picture is sent again whole after a renewal", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  const form = new FormData();
  form.set("about_me", "사진부에서 오리를 찍어요.");
  form.set("profile_picture", new Blob(["오리"]), "duck.jpg");
  await api.patch("/accounts/user/", { form });
  const [first, second] = server.asked.filter(({ method }) => method === "PATCH");
  assert.notEqual(first.token, second.token);
  assert.equal(second.body, form);
  assert.equal(await second.body.get("profile_picture").text(), "오리");
});

test("a token is renewed before it is spent, and no earlier", async () => {
  mock.timers.enable({ apis: ["Date"], now: 0 });
  await session.login("sudal7", "right");
  mock.timers.setTime((LIFETIME - 61) * 1000);
  await api.get("/post/");
  assert.equal(server.refreshed, 0);
  mock.timers.setTime((LIFETIME - 59) * 1000);
  assert.deepEqual(await api.get("/post/"), asBearer());
  assert.deepEqual(pathsAsked().slice(-2), ["/accounts/token/refresh/", "/post/"]);
});

test("a device with a wrong clock renews as seldom as others", async () => {
  mock.timers.enable({ apis: ["Date"], now: 4_000_000_000_000 });
  await session.login("sudal7", "right");
  await api.get("/post/");
  assert.equal(server.refreshed, 0);
});

test("who looks at a page has a fresh token all the time", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  await session.login("sudal7", "right");
  for (const round of [1, 2, 3]) {
    mock.timers.tick((LIFETIME - 60) * 1000);
    await session.access();
    assert.equal(server.refreshed, round);
  }
});

test("a tab in the background leaves its token alone, and renews it when it is looked at", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  session.start();
  await session.login("sudal7", "right");
  tab.hidden = true;
  happen("visibilitychange");
  mock.timers.tick(8 * 60 * 60 * 1000);
  await Promise.resolve();
  assert.equal(server.refreshed, 0);
  tab.hidden = false;
  happen("visibilitychange");
  mock.timers.tick(1);
  await session.access();
  assert.equal(server.refreshed, 1);
});

for (const hasLocks of [true, false]) {
  test(`a renewal that lost against another tab tries again, ${hasLocks ? "with" : "without"} locks`, async () => {
    await session.login("sudal7", "right");
    if (!hasLocks) Object.assign(browser, { locks: undefined });
    Object.assign(server, { validAccess: "gone", rotatedTimes: 3 });
    assert.deepEqual(await api.get("/post/"), asBearer());
    assert.equal(server.refreshed, 4);
  });
}

test("who loses every time stays logged in and is told to try again", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { validAccess: "gone", rotatedTimes: 99 });
  await assert.rejects(api.get("/post/"), { code: "token_rotated" });
  assert.deepEqual([session.isLoggedIn, server.refreshed], [true, 4]);
});

test("a refused renewal ends the login, and reading goes on as a guest", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { validAccess: "gone", refusal: "token_not_valid" });
  assert.deepEqual(await api.get("/post/"), { as: null });
  assert.equal(session.isLoggedIn, false);
});

test("what a member was about to write is not sent by a guest", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { validAccess: "gone", refusal: "token_not_valid" });
  await assert.rejects(api.post("/qna/inquiry/", { json: { content: "급식" } }), { status: 401 });
  assert.equal(server.asked.filter(({ path }) => path === "/qna/inquiry/").length, 1);
});

test("a server that is away does not log anybody out", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  server.isAway = true;
  await assert.rejects(api.get("/post/"), { isOffline: true });
  assert.equal(session.isLoggedIn, true);
});

test("a logout is immediate, even without the server, which hears of it later", async () => {
  session.start();
  await session.login("sudal7", "right");
  server.isAway = true;
  await session.logout();
  assert.deepEqual([session.isLoggedIn, session.user, await session.access()], [false, null, null]);
  assert.ok(server.cookie);
  server.isAway = false;
  happen("online");
  await locks.request("", async () => {});
  assert.equal(server.cookie, null);
  assert.deepEqual([...stored], []);
});

test("who leaves by the door is not told that the login is over, who is put out is", async () => {
  await session.login("sudal7", "right");
  await session.logout();
  assert.equal(session.hasLeft, true);
  await session.login("sudal7", "right");
  Object.assign(server, { validAccess: "gone", refusal: "token_not_valid" });
  await api.get("/post/");
  assert.deepEqual([session.isLoggedIn, session.hasLeft], [false, false]);
});

test("a logout that the server has not heard of does not end the next login", async () => {
  session.start();
  await session.login("sudal7", "right");
  server.isAway = true;
  await session.logout();
  server.isAway = false;
  await session.login("sudal7", "right");
  happen("online");
  await locks.request("", async () => {});
  assert.ok(server.cookie);
  assert.ok(!pathsAsked().includes("/accounts/token/blacklist/"));
});

test("a renewal on its way does not undo a logout", async () => {
  await session.login("sudal7", "right");
  server.validAccess = "gone";
  const renewing = api.get("/post/").catch(() => null);
  while (server.refreshed === 0) await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([session.logout(), renewing]);
  assert.deepEqual([session.isLoggedIn, await session.access(), server.cookie], [false, null, null]);
});

test("a login or logout in another tab counts in this one", async () => {
  session.start();
  await session.login("sudal7", "right");
  let told = 0;
  const lifetime = new AbortController();
  session.addEventListener("change", () => told++, { signal: lifetime.signal });
  stored.set("st.login", '"family-2"');
  happen("storage", { key: "st.login" });
  assert.deepEqual([told, session.isLoggedIn, session.user], [1, true, null]);
  stored.delete("st.login");
  happen("storage", { key: "st.login" });
  happen("storage", { key: "st.login" });
  lifetime.abort();
  assert.deepEqual([told, session.isLoggedIn], [2, false]);
});

test("nothing is sent in the name of somebody who logged in in another tab", async () => {
  await session.login("sudal7", "right");
  Object.assign(server, { login: "family-2", validAccess: "gone" });
  server.cookie = `family-2/${server.generation}`; // And no word of it yet in this tab.
  await assert.rejects(api.post("/post/", { json: { title: "내 글" } }), { status: 401 });
  assert.equal(server.asked.filter(({ path }) => path === "/post/").length, 1);
  assert.deepEqual([session.loginId, session.user], ["family-2", null]);
  assert.deepEqual(await api.get("/post/"), asBearer());
});

test("a profile that comes late is not shown to the next person", async () => {
  await session.login("sudal7", "right");
  session.end();
  stored.set("st.login", '"family-1"');
  const late = session.profile();
  session.end();
  await late.catch(() => null);
  assert.equal(session.user, null);
});
