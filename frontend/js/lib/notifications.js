/**
 * What a member is told: how many notifications are unread, and each new one, live over one socket of this tab.
 *
 *     notifications.follow();                                        // from here on, whoever is logged in
 *     notifications.unread;                                          // 3; UNREAD_LIMIT stands for itself and more
 *     notifications.badge;                                           // "", "3", "99+"
 *     notifications.addEventListener("unread", …, { signal });
 *     notifications.addEventListener("notification", ({ detail }) => …);   // a row: a new one, or one that has grown
 *     notifications.addEventListener("missed", …);                   // there are new ones that were not sent one by one
 *     await notifications.mark(12, true);                            // rows themselves are the page's
 *     await notifications.readAll(newest.told_at);
 */
import { api, isAbort } from "./api.js";
import { ApiError } from "./api-error.js";
import { session } from "./session.js";
import { Socket } from "./socket.js";

export const NOTIFICATIONS_PATH = "/notifications/";
/** The server counts no further. */
const UNREAD_LIMIT = 100;
const TOKEN_REFUSED = 4401;

class Notifications extends EventTarget {
  unread = 0;
  /** @type {string | null} */
  #login = null;
  #lifetime = new AbortController();
  #isOpen = false;
  /** Whether the server has told this login's number. */
  #isTold = false;
  /** Whether a notification has come since the server last told the number. */
  #isExplained = false;
  #hasAsked = false;
  /** @type {string | null} */
  #token = null;
  #isTokenRefused = false;

  get badge() {
    if (this.unread === 0) return "";
    return this.unread < UNREAD_LIMIT ? String(this.unread) : `${UNREAD_LIMIT - 1}+`;
  }

  follow() {
    session.addEventListener("change", this.#attend);
    this.#attend();
  }

  /** @param {number} id @param {boolean} isRead */
  async mark(id, isRead) {
    const row = await api.patch(`${NOTIFICATIONS_PATH}${id}/`, { json: { is_read: isRead } });
    if (!this.#isOpen) await this.#ask();
    return row;
  }

  /** @param {string} until  when the newest that was seen was told: what came since stays unread */
  async readAll(until) {
    const { count } = await api.post(`${NOTIFICATIONS_PATH}read-all/`, { json: { until } });
    this.#tell(count);
  }

  /** Another login has a socket of its own, a guest has none. */
  #attend = () => {
    if (session.loginId === this.#login) return;
    this.#login = session.loginId;
    this.#lifetime.abort();
    this.#isOpen = this.#isTold = this.#isExplained = this.#hasAsked = this.#isTokenRefused = false;
    this.#tell(0);
    if (this.#login !== null) this.#connect();
  };

  #connect() {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const socket = new Socket({ path: () => "/ws/notifications/", hello: () => this.#hello(), signal });
    const listen = (/** @type {string} */ type, /** @type {(detail: any) => void} */ act) =>
      socket.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail), { signal });
    listen("frame", (frame) => this.#take(frame));
    listen("state", (detail) => this.#heed(detail));
    const renew = async () => {
      const hello = await this.#hello();
      if (hello) socket.send(hello);
    };
    session.addEventListener("renewal", renew, { signal });
    socket.open();
  }

  /** Null while no token can be had: the connection comes to nothing then, and another one is tried later. */
  async #hello() {
    try {
      this.#token = this.#isTokenRefused ? await session.renew(this.#token) : await session.access();
      this.#isTokenRefused = false;
      return this.#token === null ? null : { type: "hello", token: this.#token };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return null;
    }
  }

  /** @param {any} frame */
  #take({ type, ...frame }) {
    if (type === "notification") {
      this.#isExplained = true;
      this.dispatchEvent(new CustomEvent("notification", { detail: frame }));
    }
    if (type !== "unread") return;
    const isMissing = this.#isTold && frame.count > this.unread && !this.#isExplained;
    this.#isTold = true;
    this.#isExplained = false;
    this.#tell(frame.count);
    if (isMissing) this.dispatchEvent(new Event("missed"));
  }

  /** @param {{ state: string, code?: number }} detail */
  #heed({ state, code }) {
    this.#isOpen = state === "open";
    if (code === TOKEN_REFUSED) this.#isTokenRefused = true;
    const isLost = state === "waiting" || state === "closed";
    if (!isLost || this.#isTold || this.#hasAsked) return;
    this.#hasAsked = true;
    this.#ask();
  }

  /** For who has no socket, behind a proxy that lets none through. */
  async #ask() {
    try {
      const { signal } = this.#lifetime;
      const { count } = await api.get(`${NOTIFICATIONS_PATH}unread/`, { signal });
      this.#tell(count);
    } catch (error) {
      // The number stays as it was.
      if (!(error instanceof ApiError) && !isAbort(error)) throw error;
    }
  }

  /** @param {number} count */
  #tell(count) {
    this.unread = count;
    this.dispatchEvent(new Event("unread"));
  }
}

export const notifications = new Notifications();
