/**
 * A conversation: days, speakers, bubbles, own lines on their way. Stays at its end while one is there, and keeps the
 * place of who reads further up.
 *
 *     <st-chat-log></st-chat-log>
 *     log.show(room);      // of lib/chat-room.js, as often as it changes
 *     log.isStaff = true;  // the menus offer more
 *     log.isAtEnd;   log.toEnd();   log.focus();
 *     log.say("…");        // to who can't see the lines
 *
 * Events: `st-chat-log:older` (one nears the first line), `st-chat-log:retry`, `:discard`, `:rewrite` and `:dismiss`
 * (a care card) with { clientId }; of the menu, `st-chat-menu:choose`.
 */
import { linesOf } from "../lib/chat-lines.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { elementOf, updateList } from "../lib/keyed-list.js";
import { careCard } from "./care-card.js";
import { lineMarkup, unsentItems } from "./chat-line.js";
import "./chat-menu.js";
import "./icon.js";

/** So near to the end counts as being there, and so near to the start as wanting more (px). */
const END = 64;
const START = 400;
/** More lines at once are not read aloud, but counted. */
const SPOKEN_AT_ONCE = 5;
const HUSH_MS = 1_000;

/**
 * @typedef {import("../lib/chat-log.js").Message} Message
 * @typedef {{ element: HTMLElement, seq: number, end: number }} Anchor
 * @typedef {Pick<import("../lib/chat-room.js").ChatRoom, "messages" | "unsent" | "reachedStart" | "cares" | "connection" | "maySpeak">} Talk
 */

export class StChatLog extends StElement {
  isStaff = false;
  #isAtEnd = true;
  #wasNearStart = true;
  #seenSeq = 0;
  /** Of what is shown. @type {Message[]} */
  #messages = [];
  /** A message's line is made again only if it changed. @type {WeakMap<Message, { state: string, markup: import("../lib/html.js").Html }>} */
  #markups = new WeakMap();
  #hush = 0;
  /** The button by which the Tab key comes into the lines. @type {HTMLElement | null} */
  #entrance = null;
  #wasOpen = false;

  connected() {
    this.render(html`<div class="scroller" role="log" aria-label="대화" tabindex="0" aria-live="off">
        <p class="start"></p>
        <ol class="lines"></ol>
        <ol class="unsent" aria-live="off"></ol>
      </div>
      <p class="visually-hidden" role="status"></p>
      <button class="newer" type="button" hidden><st-icon name="arrow-down"></st-icon><span></span></button>
      <st-chat-menu></st-chat-menu>`);
    this.#scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true, signal: this.signal });
    this.on("click", ".newer", () => this.toEnd());
    this.on("click", "[data-older]", () => this.emit("st-chat-log:older"));
    for (const what of ["retry", "discard", "rewrite"])
      this.on("click", `[data-${what}]`, (_, button) => this.#decide(what, button));
    this.on("click", "[data-dismiss]", (_, { dataset }) => this.#dismiss(dataset.dismiss));
    this.#listenForMenu();
    // A keyboard that opens must not hide the last lines.
    const sizes = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
    sizes.observe(this.#scroller);
    this.signal.addEventListener(
      "abort",
      () => {
        sizes.disconnect();
        clearTimeout(this.#hush);
      },
      { once: true },
    );
  }

  get isAtEnd() {
    return this.#isAtEnd;
  }

  /** @param {Talk} talk */
  show(talk) {
    const { messages, unsent, reachedStart } = talk;
    const anchor = this.#anchor();
    this.#quietenFor(messages);
    updateList(this.find(".lines"), this.#items(talk));
    updateList(this.find(".unsent"), unsentItems(unsent, talk));
    this.#showStart(reachedStart, messages);
    // The lines that one was at are gone: the room has begun anew.
    if (anchor && !anchor.element.isConnected && !elementOf(this.find(".lines"), anchor.seq))
      this.#isAtEnd = true;
    this.#messages = messages;
    if (!this.#isAtEnd) this.#keepPlace(anchor);
    else if (!this.#menu.isOpen) this.toEnd(); // A menu stays beside its line.
    this.#showNewer();
    this.#openEntrance();
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  focus() {
    this.#scroller.focus();
  }

  /** @param {string} words */
  say(words) {
    this.find("[role=status]").textContent = words;
  }

  /** @returns {HTMLElement} */
  get #scroller() {
    return this.find(".scroller");
  }

  /** @returns {import("./chat-menu.js").StChatMenu} */
  get #menu() {
    return this.find("st-chat-menu");
  }

  /** Each message, and after an own one what the server had to say to it. @param {Talk} talk */
  #items({ messages, cares }) {
    const items = linesOf(messages).map((line) => ({
      key: /** @type {string | number} */ (line.message.seq),
      markup: this.#markupOf(line),
    }));
    for (const [clientId, care] of cares) {
      const place = messages.findLastIndex(({ client_id }) => client_id === clientId) + 1 || messages.length;
      const at = items.findIndex(({ key }) => key === messages[place - 1]?.seq) + 1;
      items.splice(at, 0, { key: `care ${clientId}`, markup: careCard(clientId, care) });
    }
    return items;
  }

  /** @param {import("../lib/chat-lines.js").Line} line */
  #markupOf(line) {
    const state = `${line.day} ${line.isOpening} ${line.isSameMinute}`;
    const known = this.#markups.get(line.message);
    if (known?.state === state) return known.markup;
    const markup = lineMarkup(line);
    this.#markups.set(line.message, { state, markup });
    return markup;
  }

  /** The history is there to be read; spoken is only what comes from now on, a few lines at a time. @param {Message[]} messages */
  #quietenFor(messages) {
    const first = this.#messages[0]?.seq ?? 0;
    const last = this.#messages.at(-1)?.seq ?? 0;
    const older = messages.filter(({ seq }) => seq < first).length;
    const newer = messages.filter(({ seq, is_mine }) => seq > last && !is_mine).length;
    if (this.#messages.length > 0 && older === 0 && newer <= SPOKEN_AT_ONCE) {
      if (this.#hush === 0) this.#scroller.ariaLive = "polite";
      return;
    }
    if (this.#messages.length > 0 && newer > 0) this.say(`새 메시지 ${newer}개`);
    this.#scroller.ariaLive = "off";
    clearTimeout(this.#hush);
    this.#hush = setTimeout(() => {
      this.#hush = 0;
      this.#scroller.ariaLive = "polite";
    }, HUSH_MS);
  }

  /** The line at the upper edge. @returns {Anchor | null} */
  #anchor() {
    const { scrollTop } = this.#scroller;
    const lines = /** @type {HTMLElement[]} */ ([...this.find(".lines").children]);
    let [from, to] = [0, lines.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (endOf(lines[middle]) > scrollTop) to = middle;
      else from = middle + 1;
    }
    const element = lines[from];
    const seq = Number(element?.dataset.seq);
    return element ? { element, seq, end: endOf(element) } : null;
  }

  /** @param {Anchor | null} anchor */
  #keepPlace(anchor) {
    if (!anchor) return;
    const element = anchor.element.isConnected ? anchor.element : elementOf(this.find(".lines"), anchor.seq);
    if (element instanceof HTMLElement) this.#scroller.scrollTop += endOf(element) - anchor.end;
  }

  #onScroll() {
    this.#menu.close();
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < END;
    if (this.#isAtEnd) this.#showNewer();
    const isNearStart = scrollTop < START;
    // Once for each arrival: a failed attempt is not repeated at every pixel.
    if (isNearStart && !this.#wasNearStart) this.emit("st-chat-log:older");
    this.#wasNearStart = isNearStart;
  }

  #showNewer() {
    const messages = this.#messages;
    const last = messages.at(-1)?.seq ?? this.#seenSeq;
    if (this.#isAtEnd) this.#seenSeq = Math.max(this.#seenSeq, last);
    const count = messages.filter(({ seq, is_mine }) => seq > this.#seenSeq && !is_mine).length;
    const button = this.find(".newer");
    button.hidden = this.#isAtEnd || count === 0;
    button.lastElementChild.textContent = `새 메시지 ${count}개`;
  }

  /** @param {boolean} isReached @param {Message[]} messages */
  #showStart(isReached, messages) {
    const older = html`<button class="st-button is-small is-plain" type="button" data-older>이전 대화 더 보기</button>`;
    updateList(this.find(".start"), [
      { key: "start", markup: isReached ? html`<span>${startWords(messages)}</span>` : older },
    ]);
  }

  #listenForMenu() {
    // A press on the button of an open menu closes it before the click comes.
    this.on("pointerdown", "[data-menu]", (_, button) => {
      this.#wasOpen = button.ariaExpanded === "true";
    });
    this.on("click", "[data-menu]", (_, button) => {
      const message = this.#messages.find(({ seq }) => seq === Number(button.dataset.menu));
      if (message && !this.#wasOpen) this.#menu.open(button, message, this.isStaff);
      this.#wasOpen = false;
    });
    this.on("keydown", "[data-menu]", (event, button) => this.#walk(event, button));
    this.on("focusin", "[data-menu]", (_, button) => this.#enterBy(button));
  }

  /** From line to line by the arrow keys. @param {KeyboardEvent} event @param {HTMLElement} button */
  #walk(event, button) {
    const buttons = this.#buttons;
    const at = buttons.indexOf(button);
    const last = buttons.length - 1;
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[Math.min(Math.max(next, 0), last)].focus();
  }

  /** @returns {HTMLElement[]} */
  get #buttons() {
    return [...this.find(".lines").querySelectorAll("[data-menu]")];
  }

  /** By the newest line, unless one is among the lines already. */
  #openEntrance() {
    if (this.#entrance?.isConnected && this.find(".lines").contains(document.activeElement)) return;
    const button = this.#buttons.at(-1);
    if (button) this.#enterBy(button);
  }

  /** @param {HTMLElement} button */
  #enterBy(button) {
    if (this.#entrance) this.#entrance.tabIndex = -1;
    this.#entrance = button;
    button.tabIndex = 0;
  }

  /** @param {string} clientId */
  #dismiss(clientId) {
    this.focus(); // Not nowhere.
    this.emit("st-chat-log:dismiss", { clientId });
  }

  /** @param {string} what @param {Element} button */
  #decide(what, button) {
    const line = /** @type {HTMLElement} */ (button.closest("[data-client-id]"));
    this.focus();
    this.emit(`st-chat-log:${what}`, { clientId: line.dataset.clientId });
  }
}

/** @param {HTMLElement} line */
const endOf = ({ offsetTop, offsetHeight }) => offsetTop + offsetHeight;

/** @param {Message[]} messages */
function startWords([first]) {
  if (!first) return "아직 아무 말도 없어요";
  return first.seq > 1 ? "30일이 지난 대화는 지워져요" : "여기서 대화가 시작됐어요";
}

customElements.define("st-chat-log", StChatLog);
