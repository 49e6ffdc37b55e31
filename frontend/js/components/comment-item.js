/**
 * One comment: read, liked, linked to, and by its author edited in place or deleted; or the empty place of one.
 *
 *     const item = Object.assign(document.createElement("st-comment-item"), { comment, path: "/post/3/comment/8/", byPostAuthor: true });
 *     item.show(comment);   // as it is now
 *
 * Emits `st-comment:deleted`, and `st-comment:reply` from the comment at the top of a thread.
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { COMMENT_MAX_LENGTH, commentId } from "../lib/boards.js";
import { copyText } from "../lib/clipboard.js";
import { baseOf, forgetDraft, keepDraft, rebase } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html, render, trustedHtml } from "../lib/html.js";
import { session } from "../lib/session.js";
import { timeTag } from "../lib/time.js";
import "./avatar.js";
import { editedMark, showHistory } from "./edit-history.js";
import "./field.js";
import "./icon.js";
import "./like-button.js";
import { authorName } from "./post-author.js";
import { mayDelete, mayDiscard, mayEdit } from "./post-questions.js";
import "./preview.js";
import "./prose.js";
import { report } from "./report.js";
import { toast } from "./toast.js";
import { chooseVersion } from "./version-choice.js";

/** Who wrote the post: the name of an anonymous one below it, and the mark of one with a name. */
const WRITER = "글쓴이";

/** @param {import("../lib/boards.js").Comment} comment @param {boolean} byPostAuthor */
const marks = ({ author, is_anonymous, is_mine, is_hidden }, byPostAuthor) => {
  const isWriter = is_anonymous && author.name === WRITER;
  return html`${isWriter ? html`<span class="st-chip is-accent">${WRITER}</span>` : authorName(author)}
    ${byPostAuthor && html`<span class="st-chip is-accent">${WRITER}</span>`}
    ${is_anonymous && is_mine && html`<span class="st-chip">나</span>`}
    ${is_hidden && html`<span class="st-chip">숨긴 댓글</span>`}`;
};

export class StCommentItem extends StElement {
  comment = /** @type {import("../lib/boards.js").Comment} */ ({});
  path = "";
  byPostAuthor = false;
  #original = "";
  /** The ETag of the text that is edited. @type {string | null} */
  #tag = null;

  get #draft() {
    return this.path.slice(1, -1);
  }

  connected() {
    this.#show();
    this.on("click", "[data-edit]", (_, button) => this.#begin(button));
    this.on("click", "[data-history]", () => showHistory(this.path));
    this.on("click", "[data-cancel]", () => this.#cancel());
    this.on("click", "[data-delete]", () => this.#delete());
    this.on("click", "[data-report]", () => report(`${this.path}report/`));
    this.on("click", "[data-reply]", () => this.emit("st-comment:reply"));
    this.on("click", "[data-link]", () => this.#copyLink());
    this.on("keydown", "textarea", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.#cancel();
    });
  }

  /** @param {import("../lib/boards.js").Comment} comment */
  show(comment) {
    this.comment = comment;
    if (this.isConnected) this.#show();
  }

  #show() {
    const { comment } = this;
    const { author, content_html } = comment;
    this.classList.toggle("is-place", comment.is_deleted);
    if (comment.is_deleted) return this.render(html`<p class="place">지워진 댓글이에요.</p>`);
    const mayReply = comment.parent === null && !comment.is_hidden;
    return this.render(html`<st-avatar name="${author.name}" src="${author.profile_picture}"></st-avatar>
      <p class="about">
        ${marks(comment, this.byPostAuthor)}
        ${timeTag(comment.created_at)} ${editedMark(comment, comment.is_mine || Boolean(session.user?.is_staff))}
      </p>
      <div class="body"><st-prose level="3">${trustedHtml(content_html)}</st-prose></div>
      <div class="actions">
        <st-like-button path="${this.path}like/" count="${comment.like_count}" ?liked="${comment.is_liked}"></st-like-button>
        ${mayReply && html`<button type="button" data-reply>답글</button>`}
        ${comment.is_mine && html`<button type="button" data-edit>고치기</button><button type="button" data-delete>지우기</button>`}
        ${!comment.is_mine && html`<button type="button" data-report>신고</button>`}
        <button class="link" type="button" data-link aria-label="댓글 링크 복사" title="링크 복사"><st-icon name="copy"></st-icon></button>
      </div>`);
  }

  /** What is edited is the newest text, not the one of when the page was opened. @param {HTMLButtonElement} button */
  async #begin(button) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      await this.#read();
      this.#edit();
    } catch (error) {
      if (error instanceof ApiError) toast(error.message);
      else if (!this.signal.aborted) throw error;
    } finally {
      button.ariaBusy = "false";
    }
  }

  async #read() {
    const { body, tag } = await api.get(this.path, { withTag: true, signal: this.signal });
    this.comment = body;
    this.#tag = tag;
  }

  #edit() {
    const body = this.find(".body");
    this.find(".actions").hidden = true;
    render(
      body,
      html`<form novalidate>
        <st-preview folded level="3">
          <st-field label="댓글 고치기" counter>
            <textarea name="content" required maxlength="${COMMENT_MAX_LENGTH}" rows="3">${this.comment.content}</textarea>
          </st-field>
        </st-preview>
        <p class="st-unstored" data-unstored role="status" hidden>이 기기에 저장할 자리가 없어요. 저장하기 전에는 창을 닫지 마세요.</p>
        <p class="st-form-error" role="alert" hidden></p>
        <div class="buttons">
          <button class="st-button is-small is-plain" type="button" data-cancel>취소</button>
          <button class="st-button is-small is-primary">저장하기</button>
        </div>
      </form>`,
    );
    const form = this.find("form");
    this.#original = readForm(form).content;
    keepDraft(form, this.#draft, this.signal, this.#tag).then((isRestored) => {
      if (!isRestored || !form.isConnected || !this.#isChanged) return;
      this.#tag = baseOf(this.#draft) ?? this.#tag;
      toast("쓰던 글을 불러왔어요.");
    });
    onSubmit(form, () => this.#save(form), this.signal);
    const { content } = form.elements;
    content.focus();
    content.setSelectionRange(content.value.length, content.value.length);
    form.scrollIntoView({ block: "nearest" });
  }

  get #isChanged() {
    return readForm(this.find("form")).content !== this.#original;
  }

  /** @param {HTMLFormElement} form */
  async #save(form) {
    if (this.#isChanged) {
      if (!(await mayEdit())) return;
      if (!(await this.#replace(form))) return;
    }
    this.#close();
  }

  /** Saves unless the text was edited elsewhere meanwhile: then the writer chooses. @param {HTMLFormElement} form @returns {Promise<boolean>} whether the editing is over */
  async #replace(form) {
    const json = readForm(form);
    const headers = this.#tag ? { "If-Match": this.#tag } : undefined;
    try {
      this.comment = await api.patch(this.path, { json, headers, signal: this.signal });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      await this.#read();
      const choice = await chooseVersion({ mine: { content: json.content }, theirs: this.comment });
      if (choice === "theirs") return true;
      rebase(this.#draft, this.#tag);
      return choice === "mine" && this.#replace(form);
    }
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
    const what = this.comment.parent === null ? "댓글" : "답글";
    if (!(await mayDelete(what, () => api.delete(this.path)))) return;
    toast(`${what}을 지웠어요.`);
    this.emit("st-comment:deleted");
  }

  async #copyLink() {
    const link = `${location.origin}${location.pathname}#${commentId(this.comment.id)}`;
    toast(
      (await copyText(link))
        ? "댓글 링크를 복사했어요."
        : "복사하지 못했어요. 주소창의 주소를 복사해 주세요.",
    );
  }
}

customElements.define("st-comment-item", StCommentItem);
