/**
 * A conversation: days, speakers, bubbles, own lines on their way. Stays at its end while one is there, and keeps the
 * place of who reads further up.
 *
 *     <st-chat-log></st-chat-log>
 *     log.show(room);      // { messages, unsent, reachedStart } of lib/chat-room.js, as often as it changes
 *     log.toEnd();
 *
 * Events: `st-chat-log:older` (one nears the first line), `st-chat-log:retry` and `st-chat-log:discard` with { clientId }.
 */
import { linesOf } from "../lib/chat-lines.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { elementOf, updateList } from "../lib/keyed-list.js";
import { lineMarkup, unsentMarkup } from "./chat-line.js";
import "./icon.js";

/** So near to the end counts as being there, and so near to the start as wanting more (px). */
const END = 64;
const START = 400;

export class StChatLog extends StElement {
  #isAtEnd = true;
  #wasNearStart = true;
  #seenSeq = 0;
  #firstSeq = 0;

  connected() {
    this.render(html`<div class="scroller" role="log" aria-label="대화" tabindex="0" aria-busy="true">
        <p class="start"></p>
        <ol class="lines"></ol>
        <ol class="unsent"></ol>
      </div>
      <button class="newer" type="button" hidden><st-icon name="arrow-down"></st-icon><span></span></button>`);
    this.#scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true, signal: this.signal });
    this.on("click", ".newer", () => this.toEnd());
    this.on("click", "[data-older]", () => this.emit("st-chat-log:older"));
    this.on("click", "[data-retry]", (_, button) => this.#decide("retry", button));
    this.on("click", "[data-discard]", (_, button) => this.#decide("discard", button));
    // A keyboard that opens must not hide the last lines.
    const sizes = new ResizeObserver(() => this.#isAtEnd && this.toEnd());
    sizes.observe(this.#scroller);
    this.signal.addEventListener("abort", () => sizes.disconnect(), { once: true });
  }

  /** @param {Pick<import("../lib/chat-room.js").ChatRoom, "messages" | "unsent" | "reachedStart">} room */
  show({ messages, unsent, reachedStart }) {
    const list = this.find(".lines");
    const place = this.#offsetOf(this.#firstSeq);
    updateList(
      list,
      linesOf(messages).map((line) => ({ key: line.message.seq, markup: lineMarkup(line) })),
    );
    updateList(
      this.find(".unsent"),
      unsent.map((line) => ({ key: line.client_id, markup: unsentMarkup(line) })),
    );
    this.#showStart(reachedStart, messages.length > 0);
    if (this.#isAtEnd) this.toEnd();
    else this.#scroller.scrollTop += this.#offsetOf(this.#firstSeq) - place;
    this.#firstSeq = messages[0]?.seq ?? 0;
    this.#showNewer(messages);
    // The history is there to be read; only what comes from now on is spoken.
    requestAnimationFrame(() => this.#scroller.removeAttribute("aria-busy"));
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** @returns {HTMLElement} */
  get #scroller() {
    return this.find(".scroller");
  }

  /** @param {number} seq */
  #offsetOf(seq) {
    const line = elementOf(this.find(".lines"), seq);
    return line instanceof HTMLElement ? line.offsetTop : 0;
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < END;
    if (this.#isAtEnd) this.#showNewer([]);
    const isNearStart = scrollTop < START;
    // Once for each arrival: a failed attempt is not repeated at every pixel.
    if (isNearStart && !this.#wasNearStart) this.emit("st-chat-log:older");
    this.#wasNearStart = isNearStart;
  }

  /** @param {import("../lib/chat-log.js").Message[]} messages */
  #showNewer(messages) {
    const last = messages.at(-1)?.seq ?? this.#seenSeq;
    if (this.#isAtEnd) this.#seenSeq = Math.max(this.#seenSeq, last);
    const count = messages.filter(({ seq, is_mine }) => seq > this.#seenSeq && !is_mine).length;
    const button = this.find(".newer");
    button.hidden = this.#isAtEnd || count === 0;
    button.lastElementChild.textContent = `새 메시지 ${count}개`;
  }

  /** @param {boolean} isReached @param {boolean} hasLines */
  #showStart(isReached, hasLines) {
    const words = hasLines ? "여기서 대화가 시작됐어요" : "아직 아무 말도 없어요";
    const older = html`<button class="st-button is-small is-plain" type="button" data-older>이전 대화 더 보기</button>`;
    updateList(this.find(".start"), [
      { key: "start", markup: isReached ? html`<span>${words}</span>` : older },
    ]);
  }

  /** @param {"retry" | "discard"} what @param {Element} button */
  #decide(what, button) {
    const line = /** @type {HTMLElement} */ (button.closest("[data-client-id]"));
    this.emit(`st-chat-log:${what}`, { clientId: line.dataset.clientId });
  }
}

customElements.define("st-chat-log", StChatLog);
