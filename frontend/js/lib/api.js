/**
 * The only module that fetches. Answers are parsed JSON (null for 204); everything else is an ApiError.
 *
 *     const page = await api.get("/post/", { query: { page_size: 5 }, signal: this.signal });
 *     const more = await api.get(page.next);                        // absolute: only on the API's own origin
 *     await api.post("/post/", { json: { title, content } });
 *     await api.patch("/accounts/user/", { form: new FormData(form) });
 *     const zip = await api.get("/accounts/export/", { asFile: true, timeout: 120_000 });   // a Blob
 *     await api.post("/post/3/attachment/", { form, onProgress: (sent, total) => … });   // as long as bytes move
 *
 * An aborted request rejects with the signal's AbortError; `isAbort(error)` tells.
 */
import { API_ORIGIN } from "../../config.js";
import { ApiError } from "./api-error.js";

const TIMEOUT_MS = 15_000;
/** Of a form that tells how far it has come: without any byte that moves, or any word after the last one. */
const STALLED_MS = 60_000;

/**
 * @typedef {object} RequestOptions
 * @property {unknown} [json]
 * @property {FormData} [form]
 * @property {Record<string, string | number | boolean | null | undefined>} [query]  empty values are left out
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {number} [timeout]  milliseconds
 * @property {(sent: number, total: number) => void} [onProgress]  bytes of the form that have left
 * @property {boolean} [asFile]  the answer is a file: a Blob
 * @property {boolean} [withTag]  the answer with its ETag: `{ body, tag }`
 * @property {boolean} [anonymous]  send no token: signing up, logging in, renewing
 * @property {boolean} [asAsker]  the cookie travels along by which the API knows who asked for a mail code
 * @property {boolean} [withCookie]  the API's cookies travel along, and arrive even if the page is left meanwhile
 */

/**
 * Who speaks: session.js says so when it is loaded, so that tokens stay there and this module knows none.
 * @type {{ access(): Promise<string | null>, renew(stale: string): Promise<string | null> }}
 */
let credentials = { access: async () => null, renew: async () => null };

/** @param {typeof credentials} source */
export function useCredentials(source) {
  credentials = source;
}

/** @type {(error: ApiError) => void} */
let hearRefusal = () => {};

/** Calls back with each error that the API answers to a member. @param {typeof hearRefusal} listener */
export function onRefusal(listener) {
  hearRefusal = listener;
}

/** @param {unknown} error */
export const isAbort = (error) => error instanceof DOMException && error.name === "AbortError";

/**
 * The cursor inside a list's `next` or `previous`, to be shown in a page's own address.
 * @param {string | null} url
 */
export const cursorOf = (url) => (url ? new URL(url, API_ORIGIN).searchParams.get("cursor") : null);

/** @param {string} path @param {RequestOptions["query"]} query @returns {URL} */
export function urlFor(path, query = {}) {
  const url = new URL(path, API_ORIGIN);
  if (url.origin !== new URL(API_ORIGIN).origin) throw new TypeError(`Not the API: ${url.origin}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") url.searchParams.set(name, String(value));
  }
  return url;
}

/** @param {string} method @param {string} path @param {RequestOptions} options @param {string | null} token @returns {Promise<Answer>} */
async function send(method, path, options, token) {
  const url = urlFor(path, options.query);
  const headers = new Headers({ Accept: "application/json", "Accept-Language": "ko", ...options.headers });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (options.json !== undefined) headers.set("Content-Type", "application/json");
  if (options.withCookie) headers.set("X-Token-Transport", "cookie");
  /** @type {RequestInit} */
  const travel =
    options.withCookie || options.asAsker ? { credentials: "include", keepalive: options.withCookie } : {};
  const body = options.json === undefined ? options.form : JSON.stringify(options.json);
  if (options.onProgress) return transfer(method, url, headers, options);
  const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    const response = await fetch(url, { method, headers, body, signal, ...travel });
    return { response, content: await (options.asFile && response.ok ? response.blob() : response.text()) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (limit.aborted) throw ApiError.local("timeout");
    if (error instanceof TypeError) throw ApiError.local(navigator.onLine ? "unreachable" : "offline");
    throw error;
  }
}

/**
 * A form by XMLHttpRequest, which alone tells how far it has come.
 * @param {string} method @param {URL} url @param {Headers} headers @param {RequestOptions} options
 * @returns {Promise<Answer>}
 */
async function transfer(method, url, headers, { form, signal, onProgress }) {
  signal?.throwIfAborted();
  const request = new XMLHttpRequest();
  const lifetime = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      const fail = (/** @type {unknown} */ reason) => {
        reject(reason);
        request.abort();
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(ApiError.local("timeout")), STALLED_MS);
      };
      request.upload.onprogress = ({ loaded, total }) => {
        wait();
        onProgress?.(loaded, total);
      };
      request.onload = () => resolve({ response: answerOf(request), content: request.responseText });
      request.onerror = () => reject(ApiError.local(navigator.onLine ? "unreachable" : "offline"));
      signal?.addEventListener("abort", () => fail(signal.reason), { signal: lifetime.signal });
      request.open(method, url.href);
      for (const [name, value] of headers) request.setRequestHeader(name, value);
      wait();
      request.send(form);
    });
  } finally {
    clearTimeout(timer);
    lifetime.abort();
  }
}

/** @param {XMLHttpRequest} request */
function answerOf(request) {
  // Asked for one header that it may not see, a browser complains aloud.
  const lines = request
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/);
  const pairs = lines.map((line) => line.split(/:\s*(.*)/, 2)).filter(([, value]) => value !== undefined);
  const { status } = request;
  return { ok: status >= 200 && status < 300, status, headers: new Headers(Object.fromEntries(pairs)) };
}

/**
 * What is read of an answer.
 * @typedef {object} Answer
 * @property {Pick<Response, "ok" | "status"> & { headers: Pick<Headers, "get"> }} response
 * @property {string | Blob} content
 */

/** @param {Answer} answer */
function read({ response, content }) {
  if (typeof content !== "string") return content;
  if (!response.ok) throw ApiError.from(response.status, content, response.headers.get("Retry-After"));
  if (content === "") return null;
  try {
    return JSON.parse(content);
  } catch {
    throw ApiError.local("unreadable");
  }
}

/** @param {string} method @param {string} path @param {RequestOptions} options @returns {Promise<any>} */
async function request(method, path, options = {}) {
  const token = options.anonymous ? null : await credentials.access();
  let answer = await send(method, path, options, token);
  if (answer.response.status === 401 && token) {
    const renewed = await credentials.renew(token);
    // Reading goes on as a guest; what a member was about to say or do is not said by a guest.
    if (renewed || method === "GET") answer = await send(method, path, options, renewed);
  }
  try {
    const body = read(answer);
    return options.withTag ? { body, tag: answer.response.headers.get("ETag") } : body;
  } catch (error) {
    if (token && error instanceof ApiError) hearRefusal(error);
    throw error;
  }
}

/** @typedef {(path: string, options?: RequestOptions) => Promise<any>} Request */

export const api = {
  /** @type {Request} */
  get: (path, options) => request("GET", path, options),
  /** @type {Request} */
  post: (path, options) => request("POST", path, options),
  /** @type {Request} */
  put: (path, options) => request("PUT", path, options),
  /** @type {Request} */
  patch: (path, options) => request("PATCH", path, options),
  /** @type {Request} */
  delete: (path, options) => request("DELETE", path, options),
};
