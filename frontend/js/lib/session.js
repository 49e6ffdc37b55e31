/**
 * Who is logged in: the only module that holds tokens and knows how they travel. No script can read the refresh token:
 * it comes and goes in a cookie. The access token lives in memory; on the device stands only which login there is, and
 * whose it is.
 *
 *     session.isLoggedIn                    // known at once, without a request
 *     await session.profile()               // the own profile (fetched once), or null for a guest
 *     session.user                          // the same, if it has been fetched already
 *     await session.login(username, password);   await session.logout();
 *     await session.enter("/accounts/user/restore/", { username, password });   // whatever else answers with tokens
 *     await session.access();               // a token for a socket's `hello`, or null
 *     session.owner;                        // whose is what is kept on this device: of the account, or of any guest
 *     session.addEventListener("change", …, { signal: this.signal });   // login, logout (other tabs too), profile edited
 *     session.addEventListener("renewal", …, { signal });               // the same login has a new access token
 */
import { api, useCredentials } from "./api.js";
import { ApiError } from "./api-error.js";
import { onOtherTab, storage } from "./storage.js";

const LOGIN = "login"; // the id of the login on this device: a mark, no secret
const ACCOUNT = "account"; // whose login it is, as soon as the profile has told
const LOGOUT_OWED = "logout-owed";
const PROFILE_PATH = "/accounts/user/";
/** A token with less than this left is renewed before it is used. */
const RESERVE_MS = 60_000;
const RETRIES = 3;
const RETRY_MS = 200;

export const GUEST = "guest";

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
 * @property {boolean} email_confirmed
 * @property {string | null} profile_picture
 * @property {boolean} is_complete  false: made by a social login and without a nickname of its own yet
 * @property {boolean} has_password
 * @property {boolean} is_staff
 * @property {string} created_at
 */

/** @type {Promise<unknown>} */
let queue = Promise.resolve();

/**
 * What changes the cookie is done one after the other, in all tabs: the late answer of one must not undo the next.
 * Browsers have locks on https and localhost only; elsewhere this holds within the tab, and `exchange` helps itself.
 * @template T
 * @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function inTurn(work) {
  if (navigator.locks) return navigator.locks.request("st-session", work);
  const done = queue.then(work);
  queue = done.catch(() => {});
  return done;
}

/** @param {string} path @param {object} [json] */
const postWithCookie = (path, json = {}) => api.post(path, { json, anonymous: true, withCookie: true });

/**
 * The cookie's token for a new pair. Who lost a race against another tab tries again, with the cookie that the winner got.
 * @param {number} [retries] @returns {Promise<{ access: string }>}
 */
async function exchange(retries = RETRIES) {
  try {
    return await postWithCookie("/accounts/token/refresh/");
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "token_rotated" || retries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS * (0.5 + Math.random())));
    return exchange(retries - 1);
  }
}

/** @param {string} token */
function read(token) {
  const { login, iat, exp } = JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  // Counted from now: a device's clock may be wrong, the length of a life is not.
  return { token, login: String(login), staleAt: Date.now() + (exp - iat) * 1000 - RESERVE_MS };
}

/** Whether the server has refused, rather than not been reached or been in trouble. @param {ApiError} error */
const isRefusal = ({ status }) => status >= 400 && status < 500 && status !== 429;

class Session extends EventTarget {
  /** @type {ReturnType<typeof read> | null} */
  #access = null;
  /** The login that this tab shows. @type {string | null} */
  #shown = storage.get(LOGIN);
  /** @type {Promise<string | null> | null} */
  #renewal = null;
  /** @type {Promise<Profile | null> | null} */
  #loading = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Profile | null} */
  user = null;
  /** Who has left by the door need not be told that the login is over. */
  hasLeft = false;

  /** Another login, be it of the same person, has another one; null for a guest. @returns {string | null} */
  get loginId() {
    return storage.get(LOGIN);
  }

  get isLoggedIn() {
    return this.loginId !== null;
  }

  /** The account over all its logins; the login alone as long as nobody knows of which account it is; or any guest. */
  get owner() {
    const login = this.loginId;
    if (login === null) return GUEST;
    const account = storage.get(ACCOUNT);
    return account?.login === login && Number.isInteger(account.id) ? String(account.id) : login;
  }

  /** The same, when it is certain: right after a login in another tab the profile has to be asked first. */
  async certainOwner() {
    if (this.owner === this.loginId) await this.profile().catch(() => null);
    return this.owner;
  }

  /** Follows what other tabs do, and is up to date whenever somebody looks: after a night's sleep before the first click. */
  start() {
    const wake = () => {
      this.#follow();
      this.#stayFresh();
      this.#payLogout();
    };
    onOtherTab(LOGIN, () => this.#follow());
    document.addEventListener("visibilitychange", wake);
    addEventListener("online", wake);
    wake();
  }

  /** @param {string} username @param {string} password */
  login(username, password) {
    return this.enter("/accounts/token/", { username, password });
  }

  /**
   * Logs in by any endpoint that answers with tokens.
   * @param {string} path @param {object} json
   */
  async enter(path, json) {
    await inTurn(async () => {
      this.#keep(read((await postWithCookie(path, json)).access));
      storage.remove(LOGOUT_OWED); // The old cookie is gone.
    });
    this.user = null;
    this.#loading = null;
    await this.profile().catch(() => null); // Asked again by whoever shows it.
    this.#tell();
  }

  async logout() {
    storage.set(LOGOUT_OWED, true);
    this.end();
    await this.#payLogout();
  }

  /** Forgets the login on this device without telling the server: the account or its login is gone already. */
  end() {
    this.hasLeft = true;
    this.#drop();
  }

  /** @returns {Promise<Profile | null>} */
  profile() {
    if (!this.isLoggedIn) return Promise.resolve(null);
    if (this.#loading) return this.#loading;
    const login = this.loginId;
    /** @type {Promise<Profile>} */
    const loading = api.get(PROFILE_PATH).then(
      (user) => {
        if (this.#loading !== loading) return user; // Somebody else is here by now.
        this.user = user;
        storage.set(ACCOUNT, { login, id: user.id });
        return user;
      },
      (error) => {
        if (this.#loading === loading) this.#loading = null; // Asked again next time.
        throw error;
      },
    );
    this.#loading = loading;
    return loading;
  }

  /** @param {Profile} user as the API returned it after an edit */
  update(user) {
    this.user = user;
    this.#loading = Promise.resolve(user);
    this.#tell();
  }

  /** @returns {Promise<string | null>} */
  async access() {
    if (!this.isLoggedIn) return null;
    if (this.#access && Date.now() < this.#access.staleAt) return this.#access.token;
    return this.renew(this.#access?.token ?? null);
  }

  /**
   * A new access token for one that is spent or was refused; null when the login is over. Asked for many times at once,
   * it goes to the server once.
   * @param {string | null} stale @returns {Promise<string | null>}
   */
  renew(stale) {
    const current = this.#access?.token ?? null;
    if (current !== stale) return Promise.resolve(current);
    this.#renewal ??= inTurn(() => this.#renew()).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** @returns {Promise<string | null>} */
  async #renew() {
    const login = this.loginId;
    if (!login) return null;
    try {
      const access = read((await exchange()).access);
      if (this.loginId !== login) return null; // Logged out meanwhile.
      this.#keep(access);
      if (access.login === login) {
        this.dispatchEvent(new Event("renewal"));
        return access.token;
      }
      // Somebody else has logged in in another tab: what the one before was about to send is not sent in her name.
      this.#forget();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401 || error.code === "token_rotated") throw error;
      if (this.loginId === login) this.#drop();
    }
    return null;
  }

  /** @param {ReturnType<typeof read>} access */
  #keep(access) {
    this.hasLeft = false;
    this.#access = access;
    this.#shown = access.login;
    storage.set(LOGIN, access.login);
    this.#stayFresh();
  }

  /** Nobody who looks at a page waits for a token: it is renewed in time. */
  #stayFresh() {
    clearTimeout(this.#timer);
    if (!this.#access || document.hidden) return;
    this.#timer = setTimeout(() => {
      this.access().catch((error) => {
        if (!(error instanceof ApiError)) throw error; // The next request tries again, and tells.
      });
    }, this.#access.staleAt - Date.now());
  }

  /** A logout that the server has not heard of yet: no script can take the cookie away. */
  async #payLogout() {
    if (!storage.get(LOGOUT_OWED)) return;
    await inTurn(async () => {
      // The person is out here and now; a server that is away must not hold her in.
      if (!storage.get(LOGOUT_OWED)) return;
      try {
        await postWithCookie("/accounts/token/blacklist/");
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!isRefusal(error)) return;
      }
      storage.remove(LOGOUT_OWED);
    });
  }

  /** Another tab logged in or out: so does this one. */
  #follow() {
    if (this.#shown !== this.loginId) this.#forget();
  }

  #drop() {
    storage.remove(LOGIN);
    storage.remove(ACCOUNT);
    this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#access = null;
    this.#shown = this.loginId;
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
