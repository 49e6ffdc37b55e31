/**
 * What can be done with a message: one menu for all lines of a conversation, shown beside the button that asks for it.
 *
 *     <st-chat-menu></st-chat-menu>
 *     menu.open(button, message, isStaff);
 *
 * The choice is the event `st-chat-menu:choose` with { what, message }; the menu is closed then, and the focus back.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import "./icon.js";

/** From the window's edges (px). */
const MARGIN = 8;

/**
 * @typedef {import("../lib/chat-log.js").Message} Message
 * @typedef {"copy" | "report" | "delete" | "mute-10" | "mute-60" | "mute-1440" | "unmute" | "ban" | "unban"} What
 * @typedef {{ what: What, icon: string, words: string }} Item
 */

/** @type {Item} */
const COPY = { what: "copy", icon: "copy", words: "복사하기" };
/** @type {Item} */
const REPORT = { what: "report", icon: "alert", words: "신고하기" };
/** @type {Item} */
const DELETE = { what: "delete", icon: "trash", words: "지우기" };
/** @type {Item[]} */
const SANCTIONS = [
  { what: "mute-10", icon: "clock", words: "말 멈추기 10분" },
  { what: "mute-60", icon: "clock", words: "말 멈추기 1시간" },
  { what: "mute-1440", icon: "clock", words: "말 멈추기 하루" },
  { what: "unmute", icon: "retry", words: "말 멈추기 되돌리기" },
  { what: "ban", icon: "lock", words: "내보내기" },
  { what: "unban", icon: "retry", words: "내보내기 되돌리기" },
];

/** @param {Message} message @param {boolean} isStaff */
function itemsFor({ is_mine }, isStaff) {
  if (is_mine) return [COPY, DELETE];
  return isStaff ? [COPY, REPORT, DELETE, ...SANCTIONS] : [COPY, REPORT];
}

export class StChatMenu extends StElement {
  /** @type {HTMLElement | null} */
  #opener = null;
  /** @type {Message | null} */
  #message = null;

  connected() {
    this.popover = "auto";
    this.role = "menu";
    this.ariaLabel = "이 말에 할 수 있는 일";
    this.on("click", "[data-what]", (_, button) => this.#choose(button.dataset.what));
    this.addEventListener("keydown", (event) => this.#onKey(event), { signal: this.signal });
    this.addEventListener("toggle", (event) => this.#onToggle(event), { signal: this.signal });
    addEventListener("resize", () => this.close(), { signal: this.signal });
  }

  get isOpen() {
    return this.matches(":popover-open");
  }

  /** @param {HTMLElement} opener @param {Message} message @param {boolean} isStaff */
  open(opener, message, isStaff) {
    this.close();
    this.#opener = opener;
    this.#message = message;
    this.render(
      html`${itemsFor(message, isStaff).map(
        ({ what, icon, words }) =>
          html`<button type="button" role="menuitem" tabindex="-1" data-what="${what}"><st-icon name="${icon}"></st-icon>${words}</button>`,
      )}`,
    );
    opener.focus({ preventScroll: true }); // Where the focus comes back to; not every browser has put it there.
    this.showPopover();
    opener.ariaExpanded = "true";
    this.#place(opener.getBoundingClientRect());
    this.find("button").focus();
  }

  close() {
    if (this.isOpen) this.hidePopover();
  }

  /** @param {DOMRect} beside */
  #place({ top, bottom, left }) {
    const { offsetWidth, offsetHeight } = this;
    const fitsBelow = bottom + offsetHeight + MARGIN <= innerHeight;
    const start = Math.min(left, innerWidth - offsetWidth - MARGIN);
    this.style.insetInlineStart = `${Math.max(MARGIN, start)}px`;
    this.style.insetBlockStart = `${Math.max(MARGIN, fitsBelow ? bottom : top - offsetHeight)}px`;
  }

  /** @param {What} what */
  #choose(what) {
    const message = this.#message;
    this.close();
    this.emit("st-chat-menu:choose", { what, message });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const items = /** @type {HTMLElement[]} */ ([...this.children]);
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") this.close(); // And on from the line, as the focus is back there.
    if (next === undefined) return;
    event.preventDefault();
    items.at(next % items.length)?.focus();
  }

  /** @param {Event} event */
  #onToggle(event) {
    if (/** @type {ToggleEvent} */ (event).newState === "closed" && !this.isOpen && this.#opener)
      this.#opener.ariaExpanded = "false";
  }
}

customElements.define("st-chat-menu", StChatMenu);
