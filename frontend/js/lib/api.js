/**
 * The only module that fetches. Answers are parsed JSON (null for 204); everything else is an ApiError.
 *
 *     const page = await api.get("/post/", { query: { page_size: 5 }, signal: this.signal });
 *     const more = await api.get(page.next);                        // absolute: only on the API's own origin
 *     await api.post("/post/", { json: { title, content } });
 *     await api.patch("/accounts/user/", { form: new FormData(form) });
 *
 * An aborted request rejects with the signal's AbortError; `isAbort(error)` tells.
 */
import { API_ORIGIN } from "../../config.js";
import { ApiError } from "./api-error.js";

const TIMEOUT_MS = 15_000;

/**
 * @typedef {object} RequestOptions
 * @property {unknown} [json]
 * @property {FormData} [form]
 * @property {Record<string, string | number | boolean | null | undefined>} [query]  empty values are left out
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {number} [timeout]  milliseconds
 * @property {boolean} [anonymous]  send no token: signing up, logging in, renewing
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

/** @param {string} method @param {string} path @param {RequestOptions} options @param {string | null} token */
async function send(method, path, options, token) {
  const url = urlFor(path, options.query);
  const headers = new Headers({ Accept: "application/json", "Accept-Language": "ko", ...options.headers });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (options.json !== undefined) headers.set("Content-Type", "application/json");
  const body = options.json === undefined ? options.form : JSON.stringify(options.json);
  const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  try {
    const response = await fetch(url, { method, headers, body, signal });
    return { response, text: await response.text() };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (limit.aborted) throw ApiError.local("timeout");
    if (error instanceof TypeError) throw ApiError.local(navigator.onLine ? "unreachable" : "offline");
    throw error;
  }
}

/** @param {{ response: Response, text: string }} answer */
function read({ response, text }) {
  if (!response.ok) throw ApiError.from(response.status, text, response.headers.get("Retry-After"));
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    throw ApiError.local("unreadable");
  }
}

/** @param {string} method @param {string} path @param {RequestOptions} options @returns {Promise<any>} */
async function request(method, path, options = {}) {
  const token = options.anonymous ? null : await credentials.access();
  const answer = await send(method, path, options, token);
  if (answer.response.status !== 401 || !token) return read(answer);
  return read(await send(method, path, options, await credentials.renew(token)));
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
