/**
 * Where a comment is written; a guest is asked to log in and comes back here. What was typed is kept until it is sent.
 *
 *     <st-comment-composer path="/post/3/comment/"></st-comment-composer>
 *
 * Emits `st-comment:created` with the comment.
 */
import { api } from "../lib/api.js";
import { COMMENT_MAX_LENGTH } from "../lib/boards.js";
import { keepDraft } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import "./field.js";
import "./icon.js";

const invitation = html`<div class="invitation">
  <p>로그인하면 댓글을 쓸 수 있어요. 로그인한 뒤에는 이 글로 돌아와요.</p>
  <button class="st-button is-primary" type="button" data-login>로그인하고 댓글 쓰기</button>
</div>`;

const form = html`<form novalidate>
  <st-field label="댓글 쓰기" counter>
    <textarea name="content" required maxlength="${COMMENT_MAX_LENGTH}" rows="3" placeholder="따뜻한 한마디가 힘이 돼요."></textarea>
  </st-field>
  <p class="st-form-error" role="alert" hidden></p>
  <div class="buttons">
    <p class="keys">Ctrl 또는 ⌘ + Enter로도 올려요.</p>
    <button class="st-button is-primary"><st-icon name="send"></st-icon>올리기</button>
  </div>
</form>`;

class StCommentComposer extends StElement {
  connected() {
    if (session.isLoggedIn) this.#compose();
    else this.render(invitation);
    this.on("click", "[data-login]", () => askToLogIn());
  }

  #compose() {
    this.render(form);
    const path = this.getAttribute("path") ?? "";
    /** @type {HTMLFormElement} */
    const element = this.find("form");
    keepDraft(element, path.slice(1, -1), this.signal);
    onSubmit(element, () => this.#send(path, element), this.signal);
    this.on("keydown", "textarea", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      element.requestSubmit();
    });
  }

  /** @param {string} path @param {HTMLFormElement} element */
  async #send(path, element) {
    const comment = await api.post(path, { json: readForm(element) });
    const content = this.find("textarea");
    content.value = "";
    content.dispatchEvent(new Event("input", { bubbles: true })); // The draft and the counter follow.
    this.emit("st-comment:created", comment);
  }
}

customElements.define("st-comment-composer", StCommentComposer);
