/** What happened around one's own posts, comments and inquiries, by day; what comes meanwhile waits behind a button. */
import "../components/icon.js";
import { OptimisticSwitch } from "../components/optimistic-switch.js";
import { toast } from "../components/toast.js";
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { merge, newsFor } from "../lib/notification-rows.js";
import { NOTIFICATIONS_PATH, notifications } from "../lib/notifications.js";
import { navigate } from "../lib/router.js";
import { list, newsWords, nothing, pageLinks, skeleton, tools } from "./notifications-parts.js";
import { apiQuery, notificationsHref, readNotifications } from "./notifications-query.js";

/** @typedef {import("../lib/notification-rows.js").Row} Row */

/** Opens a link in another tab, and is no click. */
const MIDDLE = 1;

class StNotificationsPage extends StPage {
  #state = readNotifications(new URLSearchParams());
  /** @type {Row[] | null}  null as long as they have not come */
  #rows = null;
  /** Come meanwhile and not shown yet. @type {Row[]} */
  #news = [];
  /** @type {{ next: string | null, previous: string | null }} */
  #page = { next: null, previous: null };
  /** By the row's id: whether it is read. @type {Map<number, OptimisticSwitch>} */
  #switches = new Map();

  connected() {
    this.#state = readNotifications(this.query);
    this.render(html`<header class="split">
        <h1 tabindex="-1">알림</h1>
        <a class="st-button is-small is-plain" href="/notifications/settings">알림 설정</a>
      </header>
      ${tools(this.#state)}
      <div class="news"><button class="st-button is-primary is-small" type="button" data-news hidden></button></div>
      <p class="visually-hidden told" role="status"></p>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => this.#load(),
      show: () => this.#shown(),
      shown: () => this.#tellNews(),
      loading: skeleton,
      signal: this.signal,
    });
    this.on("click", "[data-open]", (_, { dataset }) => this.#open(Number(dataset.open)));
    this.on("auxclick", "[data-open]", ({ button }, { dataset }) => {
      if (button === MIDDLE) this.#open(Number(dataset.open));
    });
    this.on("click", "[data-mark]", (_, { dataset }) => this.#mark(Number(dataset.mark)));
    this.on("click", "[data-read-all]", (_, button) => this.#readAll(button));
    this.on("click", "[data-news]", () => this.#showNews());
    const { signal } = this;
    const hear = (/** @type {Event} */ event) => this.#hear([/** @type {CustomEvent} */ (event).detail]);
    notifications.addEventListener("notification", hear, { signal });
    notifications.addEventListener("missed", () => this.#lookAgain(), { signal });
    notifications.addEventListener("unread", () => this.#followOtherTabs(), { signal });
  }

  async #load() {
    const page = await api.get(NOTIFICATIONS_PATH, { query: apiQuery(this.#state), signal: this.signal });
    this.#page = page;
    this.#rows = page.results;
  }

  #shown() {
    const rows = this.#rows ?? [];
    this.#offerToReadAll();
    return html`${rows.length === 0 ? nothing(this.#state) : list(rows)} ${pageLinks(this.#state, this.#page)}`;
  }

  /** Everything up to the newest: of a later page nobody has seen that. */
  #offerToReadAll() {
    const rows = this.#rows ?? [];
    const isAnyUnread = notifications.unread > 0 || rows.some(({ is_read }) => !is_read);
    this.find("[data-read-all]").hidden = this.#state.cursor !== "" || rows.length === 0 || !isAnyUnread;
  }

  /** Whole; who stands on a row's link or button stays there. */
  #draw() {
    const { id } = document.activeElement ?? {};
    const content = this.find(".content");
    const isWithin = content.contains(document.activeElement);
    render(content, this.#shown());
    if (id && isWithin) document.getElementById(id)?.focus({ preventScroll: true });
  }

  /** @param {number} id @returns {Row} */
  #row(id) {
    return /** @type {Row} */ (this.#rows?.find((row) => row.id === id));
  }

  /** @param {Row} row @returns {OptimisticSwitch} */
  #switchOf({ id, is_read }) {
    // Without the page's signal: who opens a notification and leaves has read it.
    const made = new OptimisticSwitch(is_read, (isRead) => notifications.mark(id, isRead));
    const known = this.#switches.get(id) ?? made;
    this.#switches.set(id, known);
    return known;
  }

  /** @param {number} id */
  async #toggle(id) {
    const isRead = this.#switchOf(this.#row(id));
    const settled = isRead.toggle();
    const show = () => {
      // A newer state may have come from elsewhere.
      if (this.#switches.get(id) === isRead) this.#row(id).is_read = isRead.isOn;
    };
    show();
    try {
      await settled;
    } finally {
      show();
    }
  }

  /** @param {number} id */
  async #open(id) {
    if (this.#row(id).is_read) return;
    try {
      await this.#toggle(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // It stays unread, which is nothing to stop for.
    }
    if (!this.signal.aborted) this.#draw(); // Opened in another tab.
  }

  /** @param {number} id */
  async #mark(id) {
    try {
      const settled = this.#toggle(id);
      this.#draw();
      await settled;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
      if (!this.signal.aborted) this.#draw();
    }
  }

  /** @param {HTMLButtonElement} button */
  async #readAll(button) {
    const rows = this.#rows ?? [];
    if (button.ariaBusy === "true" || rows.length === 0) return;
    button.ariaBusy = "true";
    try {
      await notifications.readAll(rows[0].told_at);
      this.#haveRead(rows);
      this.find(".told").textContent = "모두 읽음으로 바꿨어요.";
      this.find("h1").focus({ preventScroll: true });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {Row[]} rows */
  #haveRead(rows) {
    for (const row of rows) {
      row.is_read = true;
      this.#switches.delete(row.id);
    }
    this.#draw();
  }

  /** Nothing is unread any more: what another tab has read need not look new here. */
  #followOtherTabs() {
    this.#offerToReadAll();
    if (notifications.unread > 0 || this.#rows === null) return;
    const rows = this.#rows.filter(({ is_read, is_held }) => !is_read && !is_held);
    if (rows.length > 0) this.#haveRead(rows);
  }

  /** @param {Row[]} rows */
  #hear(rows) {
    this.#news = newsFor(this.#rows ?? [], merge(this.#news, rows));
    this.#tellNews();
  }

  /** Who was away has not heard them one by one. */
  async #lookAgain() {
    if (this.#state.cursor) return; // New ones stand on the first page.
    try {
      const query = apiQuery(this.#state);
      const { results } = await api.get(NOTIFICATIONS_PATH, { query, signal: this.signal });
      this.#hear(results.filter((/** @type {Row} */ { is_read }) => !is_read));
    } catch (error) {
      // Nobody has asked for it.
      if (!(error instanceof ApiError) && !isAbort(error)) throw error;
    }
  }

  #tellNews() {
    if (this.#rows === null) return;
    this.#news = newsFor(this.#rows, this.#news);
    if (this.#rows.length === 0 && this.#news.length > 0 && this.#state.cursor === "") {
      this.#takeNews(); // Nothing is there that it could push aside.
      return;
    }
    const count = this.#news.length;
    const button = this.find("[data-news]");
    render(button, html`<st-icon name="bell"></st-icon>${newsWords(count)}`);
    button.hidden = count === 0;
    this.find(".told").textContent = count > 0 ? `${newsWords(count)}가 왔어요.` : "";
  }

  #takeNews() {
    for (const { id } of this.#news) this.#switches.delete(id);
    this.#rows = merge(this.#rows ?? [], this.#news);
    this.#news = [];
    this.#draw();
    this.#tellNews();
  }

  #showNews() {
    if (this.#state.cursor) {
      navigate(notificationsHref({ ...this.#state, cursor: "" }));
      return;
    }
    this.#takeNews();
    scrollTo(0, 0);
    this.find("[data-open], [data-mark]").focus({ preventScroll: true });
  }
}

customElements.define("st-notifications-page", StNotificationsPage);
