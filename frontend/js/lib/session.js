/**
 * Who is logged in: the only module that holds tokens and knows how they travel.
 *
 *     session.isLoggedIn                    // known at once, without a request
 *     await session.profile()               // the own profile (fetched once), or null for a guest
 *     session.user                          // the same, if it has been fetched already
 *     await session.login(username, password);   await session.logout();
 *     await session.access();               // a token for a socket's `hello`, or null
 *     session.addEventListener("change", …, { signal: this.signal });   // login, logout (other tabs too), profile edited
 */
import { api, useCredentials } from "./api.js";
import { ApiError } from "./api-error.js";
import { onOtherTab, storage } from "./storage.js";

const REFRESH = "refresh";
const PROFILE_PATH = "/accounts/user/";

/**
 * @typedef {object} Profile
 * @property {number} id
 * @property {string} username
 * @property {string} nickname
 * @property {string} name
 * @property {string} view_name
 * @property {string} school_name
 * @property {number | null} grade
 * @property {boolean} show_school
 * @property {string} about_me
 * @property {string} email
 * @property {string | null} profile_picture
 * @property {boolean} is_staff
 * @property {string} created_at
 */

/**
 * A refresh token is good for one use: two tabs must not present the same one. Browsers have locks on https and
 * localhost only; a laptop that is tried from a phone does without.
 * @template T
 * @param {() => Promise<T>} work @returns {Promise<T>}
 */
const inOneTab = async (work) =>
  navigator.locks ? navigator.locks.request("st-renew-session", work) : work();

class Session extends EventTarget {
  /** @type {string | null} */
  #access = null;
  /** @type {Promise<string | null> | null} */
  #renewal = null;
  /** @type {Promise<Profile | null> | null} */
  #loading = null;
  /** @type {Profile | null} */
  user = null;

  get isLoggedIn() {
    return storage.get(REFRESH) !== null;
  }

  /** Another tab logged in or out: this one follows. */
  followOtherTabs() {
    let known = this.isLoggedIn;
    onOtherTab(REFRESH, () => {
      if (known !== this.isLoggedIn) this.#forget();
      known = this.isLoggedIn;
    });
    this.addEventListener("change", () => {
      known = this.isLoggedIn;
    });
  }

  /** @param {string} username @param {string} password */
  async login(username, password) {
    this.#store(await api.post("/accounts/token/", { json: { username, password }, anonymous: true }));
    this.user = null;
    this.#loading = null;
    await this.profile();
    this.#tell();
  }

  async logout() {
    const refresh = storage.get(REFRESH);
    this.end();
    // The person is out here and now; a server that is away must not hold her in.
    await api.post("/accounts/token/blacklist/", { json: { refresh }, anonymous: true }).catch(() => {});
  }

  /** Forgets the login on this device without telling the server: the account or its login is gone already. */
  end() {
    storage.remove(REFRESH);
    this.#forget();
  }

  /** @returns {Promise<Profile | null>} */
  profile() {
    if (!this.isLoggedIn) return Promise.resolve(null);
    this.#loading ??= api.get(PROFILE_PATH).then(
      (user) => {
        this.user = user;
        return user;
      },
      (error) => {
        this.#loading = null; // Asked again next time.
        throw error;
      },
    );
    return this.#loading;
  }

  /** @param {Profile} user as the API returned it after an edit */
  update(user) {
    this.user = user;
    this.#loading = Promise.resolve(user);
    this.#tell();
  }

  async access() {
    if (this.#access || !this.isLoggedIn) return this.#access;
    return this.renew(null);
  }

  /**
   * A new access token for one that the API refused; null when the login is over. Asked for many times at once, it
   * goes to the server once.
   * @param {string | null} stale @returns {Promise<string | null>}
   */
  renew(stale) {
    if (this.#access !== stale) return Promise.resolve(this.#access);
    this.#renewal ??= this.#exchange().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** @returns {Promise<string | null>} */
  #exchange() {
    return inOneTab(async () => {
      const refresh = storage.get(REFRESH);
      if (!refresh) return null;
      try {
        this.#store(await api.post("/accounts/token/refresh/", { json: { refresh }, anonymous: true }));
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 401)) throw error;
        this.end();
      }
      return this.#access;
    });
  }

  /** @param {{ access: string, refresh: string }} tokens */
  #store({ access, refresh }) {
    this.#access = access;
    storage.set(REFRESH, refresh);
  }

  #forget() {
    this.#access = null;
    this.#loading = null;
    this.user = null;
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

export const session = new Session();
useCredentials(session);
