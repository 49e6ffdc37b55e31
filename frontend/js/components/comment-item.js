/**
 * One comment: read, liked, and by its author edited in place or deleted.
 *
 *     const item = Object.assign(document.createElement("st-comment-item"), { comment, path: "/post/3/comment/8/", byPostAuthor: true });
 *
 * Emits `st-comment:deleted`.
 */
import { api } from "../lib/api.js";
import { COMMENT_MAX_LENGTH, isEdited } from "../lib/boards.js";
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html, render, trustedHtml } from "../lib/html.js";
import { timeTag } from "../lib/time.js";
import "./avatar.js";
import "./field.js";
import "./like-button.js";
import { authorName } from "./post-author.js";
import { mayDelete, mayDiscard, mayEdit } from "./post-questions.js";
import "./prose.js";
import { toast } from "./toast.js";

class StCommentItem extends StElement {
  comment = /** @type {import("../lib/boards.js").Comment} */ ({});
  path = "";
  byPostAuthor = false;
  #original = "";

  get #draft() {
    return this.path.slice(1, -1);
  }

  connected() {
    this.#show();
    this.on("click", "[data-edit]", () => this.#edit());
    this.on("click", "[data-cancel]", () => this.#cancel());
    this.on("click", "[data-delete]", () => this.#delete());
    this.on("keydown", "textarea", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#cancel();
    });
  }

  #show() {
    const { comment } = this;
    const { author, content_html } = comment;
    this.render(html`<st-avatar name="${author.name}" src="${author.profile_picture}"></st-avatar>
      <p class="about">
        ${authorName(author)} ${this.byPostAuthor && html`<span class="st-chip is-accent">글쓴이</span>`}
        ${timeTag(comment.created_at)} ${isEdited(comment) && html`<span>고침</span>`}
      </p>
      <div class="body"><st-prose level="3">${trustedHtml(content_html)}</st-prose></div>
      <div class="actions">
        <st-like-button path="${this.path}like/" count="${comment.like_count}" ?liked="${comment.is_liked}"></st-like-button>
        ${comment.is_mine && html`<button type="button" data-edit>고치기</button><button type="button" data-delete>지우기</button>`}
      </div>`);
  }

  #edit() {
    const body = this.find(".body");
    this.find(".actions").hidden = true;
    render(
      body,
      html`<form novalidate>
        <st-field label="댓글 고치기" counter>
          <textarea name="content" required maxlength="${COMMENT_MAX_LENGTH}" rows="3">${this.comment.content}</textarea>
        </st-field>
        <p class="st-form-error" role="alert" hidden></p>
        <div class="buttons">
          <button class="st-button is-small is-plain" type="button" data-cancel>취소</button>
          <button class="st-button is-small is-primary">저장하기</button>
        </div>
      </form>`,
    );
    const form = this.find("form");
    this.#original = readForm(form).content;
    keepDraft(form, this.#draft, this.signal);
    onSubmit(form, () => this.#save(form), this.signal);
    const { content } = form.elements;
    content.focus();
    content.setSelectionRange(content.value.length, content.value.length);
  }

  get #isChanged() {
    return readForm(this.find("form")).content !== this.#original;
  }

  /** @param {HTMLFormElement} form */
  async #save(form) {
    if (this.#isChanged) {
      if (!(await mayEdit())) return;
      this.comment = await api.patch(this.path, { json: readForm(form), signal: this.signal });
    }
    this.#close();
  }

  async #cancel() {
    if (!this.#isChanged || (await mayDiscard())) this.#close();
  }

  #close() {
    forgetDraft(this.#draft);
    this.#show();
    this.find("[data-edit]").focus();
  }

  async #delete() {
    if (!(await mayDelete("댓글", () => api.delete(this.path)))) return;
    toast("댓글을 지웠어요.");
    this.emit("st-comment:deleted");
  }
}

customElements.define("st-comment-item", StCommentItem);
