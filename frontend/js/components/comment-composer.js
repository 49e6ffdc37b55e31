/**
 * Where a comment is written; a guest is asked to log in and comes back here. What was typed is kept until it is sent.
 *
 *     <st-comment-composer path="/post/3/comment/"></st-comment-composer>
 *     <st-comment-composer path="/post/3/comment/" parent="8"></st-comment-composer>     // a reply; can be closed
 *
 * With `own` it begins anonymous: the post below which it stands is an own anonymous one. Emits `st-comment:created` with
 * the comment, and `st-comment:closed`.
 */
import { api } from "../lib/api.js";
import { COMMENT_MAX_LENGTH } from "../lib/boards.js";
import { attemptKey, forgetDraft, keepDraft } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import "./anonymity-switch.js";
import "./field.js";
import "./icon.js";
import "./preview.js";

const invitation = html`<div class="invitation">
  <p>로그인하면 댓글을 쓸 수 있어요. 로그인한 뒤에는 이 글로 돌아와요.</p>
  <button class="st-button is-primary" type="button" data-login>로그인하고 댓글 쓰기</button>
</div>`;

/** @param {{ isReply: boolean, own: boolean }} about */
const form = ({ isReply, own }) => html`<form novalidate>
  <st-preview folded level="3">
    <st-field label="${isReply ? "답글" : "댓글"} 쓰기" counter>
      <textarea name="content" required maxlength="${COMMENT_MAX_LENGTH}" rows="${isReply ? 2 : 3}" placeholder="따뜻한 한마디가 힘이 돼요."></textarea>
    </st-field>
  </st-preview>
  <p class="restored" role="status" hidden>쓰던 글을 불러왔어요 · <button type="button" data-discard>지우기</button></p>
  <p class="st-unstored" data-unstored role="status" hidden>이 기기에 저장할 자리가 없어요. 올리기 전에는 창을 닫지 마세요.</p>
  <p class="st-form-error" role="alert" hidden></p>
  <div class="buttons">
    <st-anonymity-switch ?own="${own}"></st-anonymity-switch>
    <p class="keys">Ctrl 또는 ⌘ + Enter로도 올려요.</p>
    ${isReply && html`<button class="st-button is-plain is-small" type="button" data-close>취소</button>`}
    <button class="st-button is-primary ${isReply ? "is-small" : ""}"><st-icon name="send"></st-icon>올리기</button>
  </div>
</form>`;

class StCommentComposer extends StElement {
  connected() {
    if (session.isLoggedIn) this.#compose();
    else this.render(invitation);
    this.on("click", "[data-login]", () => askToLogIn());
    this.on("click", "[data-close]", () => this.emit("st-comment:closed"));
    this.on("keydown", "textarea", (event) => {
      if (event.key === "Escape" && !event.isComposing && this.#parent) this.emit("st-comment:closed");
    });
  }

  /** The comment that is answered. */
  get #parent() {
    return Number(this.getAttribute("parent")) || null;
  }

  get #draft() {
    const path = (this.getAttribute("path") ?? "").slice(1, -1);
    return this.#parent ? `${path}/${this.#parent}/reply` : path;
  }

  #compose() {
    this.render(form({ isReply: this.#parent !== null, own: this.hasAttribute("own") }));
    const path = this.getAttribute("path") ?? "";
    /** @type {HTMLFormElement} */
    const element = this.find("form");
    keepDraft(element, this.#draft, this.signal).then((isRestored) => {
      this.find(".restored").hidden = !isRestored;
    });
    this.on("click", "[data-discard]", () => this.#clear());
    this.on("input", "textarea", () => {
      this.find(".restored").hidden = true;
    });
    onSubmit(element, () => this.#send(path, element), this.signal);
    this.on("keydown", "textarea", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      element.requestSubmit();
    });
  }

  /** @param {string} path @param {HTMLFormElement} element */
  async #send(path, element) {
    const json = { ...readForm(element), parent: this.#parent };
    const headers = { "Idempotency-Key": attemptKey(this.#draft, json) };
    const comment = await api.post(path, { json, headers });
    forgetDraft(this.#draft);
    this.#clear();
    this.emit("st-comment:created", comment);
  }

  #clear() {
    const content = this.find("textarea");
    content.value = "";
    content.dispatchEvent(new Event("input", { bubbles: true })); // The draft and the counter follow.
    content.focus();
  }
}

customElements.define("st-comment-composer", StCommentComposer);
