/** Writes a post (/free/write), or edits one (/free/3/edit). */
import { confirmDialog } from "../components/dialog.js";
import { mayDiscard, mayEdit } from "../components/post-questions.js";
import { toast } from "../components/toast.js";
import { chooseVersion } from "../components/version-choice.js";
import { wayBack } from "../components/way-back.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { boardOf, postHref } from "../lib/boards.js";
import { attemptOf, baseOf, filesOf, forgetDraft, keepDraft, nameFiles, rebase } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { fragment, html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { withPoll } from "../lib/polls.js";
import { detailText } from "../lib/post-details.js";
import { navigate } from "../lib/router.js";
import { editForm, missingNotice, restoredNotice, writeForm } from "./post-form.js";
import { gone, notYours, skeleton } from "./post-parts.js";

/** @typedef {import("../lib/boards.js").Post} Post */

/** @param {Record<string, any>} post */
const versionOf = (post) => ({ title: post.title, content: post.content, details: detailText(post) });

class StPostWritePage extends StPage {
  /** What the form held before anything was typed or restored. @type {Record<string, unknown>} */
  #original = {};
  /** The ETag of the text that is edited. @type {string | null} */
  #tag = null;

  get #board() {
    return boardOf(this.params.board);
  }

  get #path() {
    return `${this.#board.api}${this.params.id}/`;
  }

  get #draft() {
    return `${this.#board.name}/${this.params.id ?? "write"}`;
  }

  connected() {
    this.render(html`${wayBack(`/${this.#board.name}`, this.#board.title)}
      <div class="content"></div>`);
    this.on("keydown", "[name=title]", (event, title) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // On to the text: sending is the button's business.
      title.form.elements.content.focus();
    });
    if (this.params.id) this.ready = this.#open();
    else this.#write();
  }

  #write() {
    render(this.find(".content"), writeForm(this.#board));
    this.#follow(() => this.#write());
    onSubmit(this.find("form"), () => this.#send(), this.signal);
  }

  async #send() {
    const picker = this.find("st-file-picker");
    const values = readForm(this.find("form"));
    const { key, at } = attemptOf(this.#draft, { ...values, files: picker.signature });
    const post = await this.#post(picker, withPoll(values, at), { "Idempotency-Key": key });
    await this.#leave("글을 올렸어요.", postHref(post));
  }

  /**
   * @param {import("../components/file-picker.js").StFilePicker} picker
   * @param {Record<string, unknown>} json @param {Record<string, string>} headers @returns {Promise<Post>}
   */
  async #post(picker, json, headers) {
    try {
      return await api.post(this.#board.api, { ...picker.bodyWith(json), headers });
    } catch (error) {
      picker.showRefusal(error);
      throw error;
    }
  }

  #open() {
    return loadInto(this.find(".content"), {
      load: async () => {
        try {
          const { body, tag } = await this.#read();
          this.#tag = tag;
          return body;
        } catch (error) {
          if (error instanceof ApiError && error.status === 404) return null;
          throw error;
        }
      },
      show: (post) => editForm(this.#board, post),
      empty: (post) => (post === null ? gone(this.#board) : !post.is_mine && notYours(post)),
      shown: (post) => this.#edit(post),
      loading: skeleton,
      signal: this.signal,
    });
  }

  /** @returns {Promise<{ body: any, tag: string | null }>} */
  #read() {
    return api.get(this.#path, { withTag: true, signal: this.signal });
  }

  /** @param {Post} post */
  #edit(post) {
    this.find("st-file-picker").attachments = post.attachments;
    this.#follow(() => {
      render(this.find(".content"), editForm(this.#board, post));
      this.#edit(post);
    });
    onSubmit(this.find("form"), () => this.#save(post), this.signal);
    this.find("[data-cancel]").addEventListener("click", () => this.#cancel(post), { signal: this.signal });
  }

  /** @param {Post} post */
  async #save(post) {
    if (!this.#isChanged) return this.#leave("고친 곳이 없어요.", postHref(post));
    if (!(await mayEdit())) return;
    await this.#replace(post);
  }

  /** Saves unless the text was edited elsewhere meanwhile: then the writer chooses. @param {Post} post */
  async #replace(post) {
    const json = readForm(this.find("form"));
    const headers = this.#tag ? { "If-Match": this.#tag } : undefined;
    try {
      await api.patch(this.#path, { json, headers });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const { body: theirs, tag } = await this.#read();
      const choice = await chooseVersion({ mine: versionOf(json), theirs: versionOf(theirs) });
      if (choice === "theirs") return this.#leave("다른 곳에서 고친 내용을 그대로 뒀어요.", postHref(post));
      this.#tag = tag;
      rebase(this.#draft, tag);
      if (choice === "mine") await this.#replace(post);
      return;
    }
    await this.#leave("글을 고쳤어요.", postHref(post));
  }

  /** @param {Post} post */
  async #cancel(post) {
    if (this.#isChanged && !(await mayDiscard())) return;
    await this.#leave("", postHref(post));
  }

  get #isChanged() {
    const now = readForm(this.find("form"));
    return Object.keys(now).some((name) => now[name] !== this.#original[name]);
  }

  /** Keeps the text on this device; where some was left from before, says so and offers to start over. @param {() => void} startOver */
  async #follow(startOver) {
    const form = this.find("form");
    this.#original = readForm(form);
    const isRestored = await keepDraft(form, this.#draft, this.signal, this.#tag);
    if (this.signal.aborted || !form.isConnected) return;
    this.#followFiles(form);
    if (!isRestored || !this.#isChanged) return;
    this.#tag = baseOf(this.#draft) ?? this.#tag;
    form.prepend(fragment(restoredNotice(this.params.id !== undefined)));
    this.find("[data-discard]").addEventListener(
      "click",
      async () => {
        const question = {
          title: "쓰던 내용을 버릴까요?",
          body: "버린 내용은 되돌릴 수 없어요.",
          confirmLabel: "버리기",
          danger: true,
        };
        if (!(await confirmDialog(question))) return;
        forgetDraft(this.#draft);
        startOver();
        this.find("[name=title]").focus();
      },
      { signal: this.signal },
    );
  }

  /** The device keeps their names alone: it may be anybody's. @param {HTMLFormElement} form */
  #followFiles(form) {
    const { signal } = this;
    const picker = this.find("st-file-picker");
    const lost = filesOf(this.#draft);
    if (lost.length > 0) form.prepend(fragment(missingNotice(lost)));
    const notice = form.querySelector(".missing");
    const follow = () => {
      nameFiles(this.#draft, picker.waiting);
      if (picker.waiting.length > 0) notice?.remove();
    };
    picker.addEventListener("st-file-picker:waiting", follow, { signal });
    if (picker.waiting.length > 0) follow(); // Chosen while the draft was looked for.
    const close = () => {
      nameFiles(this.#draft, []);
      notice?.remove();
      Object.assign(this.find("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
    };
    notice?.querySelector("[data-close]")?.addEventListener("click", close, { signal });
  }

  /** @param {string} words @param {string} href */
  async #leave(words, href) {
    forgetDraft(this.#draft);
    if (words) toast(words);
    await navigate(href, { replace: true });
  }
}

customElements.define("st-post-write-page", StPostWritePage);
