import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

/** What stands on the device. @type {Map<string, string>} */
const stored = new Map();
const device = Object.create({
  getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
  setItem(/** @type {string} */ key, /** @type {string} */ value) {
    if (isFull) throw new DOMException("", "QuotaExceededError");
    stored.set(key, value);
  },
  removeItem: (/** @type {string} */ key) => stored.delete(key),
});
let isFull = false;
/** Held by this or another tab. @type {Set<string>} */
const held = new Set();
const locks = {
  /** @param {string} name @param {any[]} rest */
  async request(name, ...rest) {
    const work = rest.at(-1);
    if (rest.length > 1 && held.has(name)) return work(null);
    held.add(name);
    try {
      return await work({ name });
    } finally {
      held.delete(name);
    }
  },
};
/** @type {((event: Event) => void)[]} */
const leaving = [];
class FakeElement {
  hidden = true;
}
Object.assign(globalThis, {
  HTMLElement: FakeElement,
  addEventListener: (/** @type {string} */ type, /** @type {(event: Event) => void} */ listener) => {
    if (type === "beforeunload") leaving.push(listener);
  },
  document: { hidden: true },
  localStorage: new Proxy(device, { ownKeys: () => [...stored.keys()], getOwnPropertyDescriptor: () => KEY }),
});
const KEY = { enumerable: true, configurable: true };
Object.defineProperty(globalThis, "navigator", { value: { onLine: true, locks }, configurable: true });

const { session } = await import("../js/lib/session.js");
const { attemptKey, attemptOf, baseOf, filesOf, forgetAllDrafts, forgetDraft, keepDraft, nameFiles } =
  await import("../js/lib/drafts.js");

/** Of whom the cookie's login is. @type {{ login: string, id: number } | null} */
let cookie = null;
const inBase64 = (/** @type {unknown} */ data) => Buffer.from(JSON.stringify(data)).toString("base64url");

globalThis.fetch = async (url) => {
  const { pathname } = new URL(String(url));
  const token = `.${inBase64({ login: cookie?.login, iat: 0, exp: 900 })}.`;
  const refusal = { errors: [{ code: "token_not_valid", detail: "끝났어요.", attr: null }] };
  const json = pathname === "/accounts/user/" ? { id: cookie?.id } : { access: token };
  return new Response(JSON.stringify(cookie ? json : refusal), { status: cookie ? 200 : 401 });
};

/** @param {number} id */
function logIn(id) {
  cookie = { login: `login-${Math.random()}`, id };
  return session.enter("/accounts/token/", {});
}

/** The login ends by itself, and the tab has heard of it. */
function loseLogin() {
  cookie = null;
  session.end();
}

/** A form as a page shows it, until `leave`. */
class FakeForm extends EventTarget {
  inert = false;
  warning = new FakeElement();
  #lifetime = new AbortController();
  signal = this.#lifetime.signal;

  constructor(/** @type {Record<string, string>} */ values) {
    super();
    this.fields = Object.entries(values).map(([name, value]) =>
      Object.assign(new EventTarget(), { name, value }),
    );
  }

  get values() {
    return Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
  }

  querySelectorAll() {
    return this.fields;
  }

  querySelector() {
    return this.warning;
  }

  type(/** @type {Record<string, string>} */ values) {
    for (const field of this.fields) field.value = values[field.name] ?? field.value;
    this.dispatchEvent(new Event("input"));
  }

  leave() {
    this.#lifetime.abort();
  }
}

/** @type {FakeForm[]} */
let forms = [];

/** @param {string} key @param {string | null} [base] */
async function open(key, base) {
  const form = new FakeForm({ title: "", content: "" });
  forms.push(form);
  const isRestored = await keepDraft(/** @type {any} */ (form), key, form.signal, base);
  return Object.assign(form, { isRestored });
}

/** @param {string} key */
async function contentOf(key) {
  const form = await open(key);
  form.leave();
  return form.values.content;
}

beforeEach(() => {
  loseLogin();
  stored.clear();
  forgetAllDrafts();
});
afterEach(async () => {
  for (const form of forms) form.leave();
  forms = [];
  isFull = false;
  await new Promise((resolve) => setImmediate(resolve));
  held.clear();
});

test("a draft is its account's alone, and there again after the next login", async () => {
  await logIn(1);
  const form = await open("free/write");
  form.type({ title: "고민", content: "아무도 몰랐으면 하는 말" });
  form.leave();
  loseLogin();
  assert.equal(await contentOf("free/write"), "");
  await logIn(2);
  assert.equal(await contentOf("free/write"), "");
  loseLogin();
  await logIn(1);
  const again = await open("free/write");
  assert.deepEqual(
    [again.isRestored, again.values],
    [true, { title: "고민", content: "아무도 몰랐으면 하는 말" }],
  );
});

test("what is typed while the login ends is still its writer's", async () => {
  await logIn(1);
  const form = await open("post/3/comment");
  form.type({ content: "반쯤 쓴" });
  loseLogin();
  form.type({ content: "반쯤 쓴 댓글" }); // The page is on its way out.
  form.leave();
  assert.equal(await contentOf("post/3/comment"), "");
  await logIn(2);
  assert.equal(await contentOf("post/3/comment"), "");
  await logIn(1);
  assert.equal(await contentOf("post/3/comment"), "반쯤 쓴 댓글");
});

test("who sends the same form takes nobody else's draft away, and no one's key", async () => {
  await logIn(1);
  const form = await open("post/3/comment");
  form.type({ content: "첫째의 댓글" });
  const body = { content: "댓글" };
  const key = attemptKey("post/3/comment", body);
  form.leave();
  loseLogin();
  await logIn(2);
  const other = new FakeForm({ title: "", content: "" });
  const opened = keepDraft(/** @type {any} */ (other), "post/3/comment", other.signal);
  assert.notEqual(attemptKey("post/3/comment", body), key); // Sent before the draft was looked for.
  forgetDraft("post/3/comment");
  await opened;
  other.leave();
  loseLogin();
  await logIn(1);
  assert.equal(attemptKey("post/3/comment", body), key);
  assert.equal(await contentOf("post/3/comment"), "첫째의 댓글");
});

test("the same words are the same attempt, for as long as the API knows its key", async (context) => {
  await logIn(1);
  context.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const first = attemptOf("free/write", { title: "투표" });
  context.mock.timers.tick(60_000);
  assert.deepEqual(attemptOf("free/write", { title: "투표" }), first);
  assert.equal(first.at, 1_000_000);
  assert.notEqual(attemptOf("free/write", { title: "다른 투표" }).key, first.key);
  const other = attemptOf("free/write", { title: "투표" });
  context.mock.timers.tick(24 * 60 * 60_000);
  const later = attemptOf("free/write", { title: "투표" });
  assert.notEqual(later.key, other.key);
  assert.equal(later.at, 1_060_000 + 24 * 60 * 60_000);
});

test("a checkbox that is kept comes back as it was", async () => {
  await logIn(1);
  const form = new FakeForm({ poll_is_multiple: "on", other: "on" });
  const boxes = (/** @type {FakeForm} */ { fields }) =>
    fields.map((field) => Object.assign(field, { type: "checkbox", checked: false }));
  boxes(form)[0].checked = true;
  await keepDraft(/** @type {any} */ (form), "free/write", form.signal);
  form.type({});
  form.leave();
  const again = new FakeForm({ poll_is_multiple: "on", other: "on" });
  const found = boxes(again);
  await keepDraft(/** @type {any} */ (again), "free/write", again.signal);
  assert.deepEqual(
    found.map(({ checked }) => checked),
    [true, false],
  );
  again.leave();
});

test("a draft of a login that turns out to be over is not shown", async () => {
  await logIn(1);
  const form = await open("free/write");
  form.type({ content: "비밀" });
  form.leave();
  const { login } = /** @type {NonNullable<typeof cookie>} */ (cookie);
  session.end(); // As after a reload: no token in memory, only the marks on the device.
  stored.set("st.login", JSON.stringify(login));
  stored.set("st.account", JSON.stringify({ login, id: 1 }));
  cookie = null;
  const later = await open("free/write");
  assert.deepEqual([later.isRestored, later.values.content, later.inert], [false, "", false]);
  assert.equal(session.isLoggedIn, false);
  await logIn(1);
  assert.equal(await contentOf("free/write"), "비밀");
});

test("a guest's draft is there for guests, and goes along when one logs in", async () => {
  const form = await open("help");
  form.type({ content: "로그인이 안 돼요" });
  form.leave();
  assert.equal(await contentOf("help"), "로그인이 안 돼요");
  await logIn(1);
  assert.equal(await contentOf("help"), "로그인이 안 돼요");
  loseLogin();
  assert.equal(await contentOf("help"), "");
  const next = await open("help");
  next.type({ content: "다른 손님" });
  next.leave();
  await logIn(1);
  assert.equal(await contentOf("help"), "로그인이 안 돼요");
});

test("two tabs of an account have a draft each", async () => {
  await logIn(1);
  const first = await open("free/write");
  first.type({ content: "첫 탭" });
  held.add("st-draft:1/free/write"); // The other tab is another program: its claims are not ours.
  const second = await open("free/write");
  second.type({ content: "첫 탭, 이어서" });
  assert.equal(stored.has("st.draft:1/free/write#2"), false); // The same tab, the same form.
  first.leave();
  second.leave();
  await new Promise((resolve) => setImmediate(resolve));
  held.add("st-draft:1/free/write");
  const third = await open("free/write");
  assert.equal(third.values.content, "");
  third.type({ content: "둘째 탭" });
  assert.equal(JSON.parse(stored.get("st.draft:1/free/write#2") ?? "").fields.content, "둘째 탭");
  forgetDraft("free/write");
  assert.equal(JSON.parse(stored.get("st.draft:1/free/write") ?? "").fields.content, "첫 탭, 이어서");
});

test("what was typed before one knew of which account the login is goes on as the account's", async () => {
  await logIn(1);
  stored.delete("st.account");
  stored.set(
    `st.draft:${session.loginId}/free/write`,
    JSON.stringify({ at: 1, fields: { content: "먼저 쓴 글" } }),
  );
  stored.set("st.account", JSON.stringify({ login: session.loginId, id: 1 }));
  assert.equal(await contentOf("free/write"), "먼저 쓴 글");
  loseLogin();
  await logIn(1);
  assert.equal(await contentOf("free/write"), "먼저 쓴 글");
});

test("the names of chosen files stay with the draft, until it or they are gone", async () => {
  await logIn(1);
  const form = await open("free/write");
  nameFiles("free/write", ["급식.jpg", "필기.pdf"]);
  form.type({ content: "사진 있는 글" });
  form.type({ content: "" });
  form.leave();
  loseLogin();
  assert.deepEqual(filesOf("free/write"), []);
  await logIn(1);
  const again = await open("free/write");
  assert.deepEqual(filesOf("free/write"), ["급식.jpg", "필기.pdf"]);
  again.type({ content: "사진 없는 글" });
  nameFiles("free/write", []);
  assert.deepEqual(filesOf("free/write"), []);
  assert.equal(await contentOf("free/write"), "사진 없는 글");
  again.type({ content: "" });
  nameFiles("free/write", ["급식.jpg"]);
  nameFiles("free/write", []);
  assert.equal(stored.has("st.draft:1/free/write"), false);
  nameFiles("free/write", ["급식.jpg"]);
  forgetDraft("free/write");
  assert.deepEqual(filesOf("free/write"), []);
});

test("what is no draft is none", async () => {
  await logIn(1);
  const kept = { at: 1, fields: { content: "글" } };
  const unreadable = [
    "{",
    "7",
    '"글"',
    "[]",
    "{}",
    JSON.stringify({ ...kept, at: "어제" }),
    JSON.stringify({ ...kept, fields: { content: 5 } }),
    JSON.stringify({ ...kept, fields: "글" }),
    JSON.stringify({ ...kept, base: 5 }),
    JSON.stringify({ ...kept, attempt: { key: 5 } }),
    JSON.stringify({ ...kept, files: "급식.jpg" }),
    JSON.stringify({ ...kept, files: [5] }),
  ];
  for (const text of unreadable) {
    stored.set("st.draft:1/free/write", text);
    assert.equal(await contentOf("free/write"), "", text);
    assert.equal(baseOf("free/write"), null, text);
  }
  stored.set("st.draft:1/free/write", JSON.stringify(kept));
  assert.equal(await contentOf("free/write"), "글");
  stored.set("st.draft:free/write", JSON.stringify(kept)); // From when drafts had no owner.
  loseLogin();
  assert.equal(await contentOf("free/write"), "");
});

test("a logout leaves no text of anybody, also none that the device has not taken", async () => {
  await logIn(1);
  const form = await open("free/write");
  form.type({ content: "글" });
  isFull = true;
  form.type({ content: "넘치는 글" });
  assert.equal(form.warning.hidden, false);
  const asked = new Event("beforeunload", { cancelable: true });
  for (const listener of leaving) listener(asked);
  assert.equal(asked.defaultPrevented, true);
  form.leave();
  isFull = false;
  forgetAllDrafts();
  assert.equal(await contentOf("free/write"), "");
  assert.deepEqual([...stored.keys()].toSorted(), ["st.account", "st.login"]);
});
