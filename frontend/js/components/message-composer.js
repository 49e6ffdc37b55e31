/**
 * Where a line is written: Enter sends, Shift+Enter breaks the line. What was typed is kept until it is sent.
 *
 *     <st-message-composer label="메시지" placeholder="메시지 쓰기" limit="500" draft="chat/lobby"></st-message-composer>
 *
 * Sending is the event `st-message-composer:send` with { text }; the field is empty then. While one types something the
 * event `st-message-composer:typing` comes with every change. `composer.text = "…"` fills the field, `composer.edit("…",
 * 3, 14)` puts a text before what is there with a part of it selected (code points), and `composer.busy = true` keeps
 * what is typed from going out meanwhile.
 */
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import "./icon.js";

const COUNTED_FROM = 0.9;

export class StMessageComposer extends StElement {
  #isBusy = false;

  connected() {
    this.render(html`<form>
      <textarea class="st-input" name="text" rows="1" aria-label="${this.getAttribute("label")}"
        placeholder="${this.getAttribute("placeholder")}" enterkeyhint="send" autocomplete="off"></textarea>
      <button aria-label="보내기" disabled><st-icon name="send"></st-icon></button>
      <p class="counter" role="status"></p>
    </form>`);
    keepDraft(this.find("form"), this.#draft, this.signal);
    this.#follow();
    this.on("input", "textarea", (event) => {
      this.#follow();
      if (event.isTrusted && this.#length > 0) this.emit("st-message-composer:typing");
    });
    this.on("keydown", "textarea", (event) => this.#onKey(event));
    this.on("submit", "form", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  get text() {
    return this.find("textarea").value;
  }

  set text(text) {
    const area = this.find("textarea");
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true })); // The draft follows as well.
  }

  /** @param {string} text @param {number} start @param {number} end */
  edit(text, start, end) {
    const units = (/** @type {number} */ signs) => [...text].slice(0, signs).join("").length;
    this.text = [text, this.text].filter(Boolean).join("\n");
    this.focus();
    this.find("textarea").setSelectionRange(units(start), units(end));
  }

  /** @param {boolean} isBusy */
  set busy(isBusy) {
    this.#isBusy = isBusy;
    this.find("form").ariaBusy = String(isBusy);
    this.#follow();
  }

  focus() {
    this.find("textarea").focus();
  }

  get #draft() {
    return this.getAttribute("draft") ?? "";
  }

  get #limit() {
    return Number(this.getAttribute("limit"));
  }

  /** As the server counts: an emoji is one. */
  get #length() {
    return [...this.text.trim()].length;
  }

  get #canSend() {
    return !this.#isBusy && this.#length > 0 && this.#length <= this.#limit;
  }

  #follow() {
    const isNear = this.#length >= this.#limit * COUNTED_FROM;
    const counter = this.find(".counter");
    counter.textContent = isNear ? `${this.#length} / ${this.#limit}` : "";
    counter.classList.toggle("is-over", this.#length > this.#limit);
    this.find("button").disabled = !this.#canSend;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // Safari ends a composition before the Enter that ended it: only the old key code tells.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (!this.#canSend) return;
    const text = this.text.trim();
    this.text = "";
    forgetDraft(this.#draft);
    this.focus(); // Not to the button: a phone's keyboard stays open.
    this.emit("st-message-composer:send", { text });
  }
}

customElements.define("st-message-composer", StMessageComposer);
