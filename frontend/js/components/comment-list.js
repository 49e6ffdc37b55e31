/**
 * The talk under a post: comments oldest first, each with its replies, more on demand in both directions, what others
 * write meanwhile behind a button, and the composer below.
 *
 *     <st-comment-list path="/post/3/comment/" count="12" author="5"></st-comment-list>
 *     list.begin(await api.get("/post/3/comment/"));   // a page, the first or any other
 *     list.pointAt(34);                                // a comment that it holds, or will fetch
 *
 * `author` is the id of the post's author, whose comments are marked; with `own` the post is an own anonymous one.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { commentId, commentOf, threadOf } from "../lib/boards.js";
import { CommentWatch } from "../lib/comment-watch.js";
import { StElement } from "../lib/element.js";
import { fragment, html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import "./comment-composer.js";
import "./comment-item.js";
import "./icon.js";
import { toast } from "./toast.js";

/**
 * @typedef {import("../lib/boards.js").Comment} Comment
 * @typedef {import("../lib/boards.js").Page<Comment>} Page
 */

/** So many new ones are fetched at once. */
const NEWS = 100;

export class StCommentList extends StElement {
  #path = "";
  #count = 0;
  /** @type {string | null} */
  #previous = null;
  /** @type {string | null} */
  #next = null;
  /** Come meanwhile and not shown yet. @type {Comment[]} */
  #news = [];
  #watch = new CommentWatch({
    ask: (after) => api.get(this.#path, { query: { after, page_size: NEWS }, signal: this.signal }),
    hear: (comments) => this.#hear(comments),
  });

  connected() {
    this.#path = this.getAttribute("path") ?? "";
    this.#count = Number(this.getAttribute("count"));
    this.render(html`<h2 id="comments" tabindex="-1">댓글 <span class="count"></span></h2>
      <button class="st-button is-block earlier" type="button" hidden>이전 댓글 보기</button>
      <ol class="loaded" aria-labelledby="comments"></ol>
      <button class="st-button is-block more" type="button" hidden>댓글 더 보기</button>
      <ol class="added" aria-label="방금 올라온 댓글"></ol>
      <p class="none" hidden>아직 댓글이 없어요. 첫 댓글을 남겨 보세요.</p>
      <p class="visually-hidden told" role="status"></p>
      <button class="st-button is-primary news" type="button" hidden><st-icon name="arrow-down"></st-icon><span></span></button>
      <st-comment-composer path="${this.#path}" ?own="${this.hasAttribute("own")}"></st-comment-composer>`);
    this.on("click", ".earlier", (_, button) => this.#load(button, this.#previous));
    this.on("click", ".more", (_, button) => this.#load(button, this.#next));
    this.on("click", ".news", () => this.#showNews());
    const { signal } = this;
    this.addEventListener("st-comment:created", (event) => this.#add(event), { signal });
    this.addEventListener("st-comment:deleted", (event) => this.#remove(event), { signal });
    this.addEventListener("st-comment:reply", (event) => this.#answer(event), { signal });
    this.addEventListener("st-comment:closed", (event) => this.#close(event), { signal });
    addEventListener("hashchange", () => this.#follow(), { signal });
    document.addEventListener("visibilitychange", () => this.#lookOrRest(), { signal });
    for (const type of ["online", "offline"]) addEventListener(type, () => this.#lookOrRest(), { signal });
    signal.addEventListener("abort", () => this.#watch.stop(), { once: true });
  }

  /** @param {Page} page */
  begin({ previous, next, results }) {
    this.#previous = previous;
    this.#next = next;
    for (const comment of results) this.#place(comment, ".loaded");
    this.#tell();
    this.#beginWatch(results);
  }

  /** @param {Comment[]} results */
  async #beginWatch(results) {
    let newest = Math.max(0, ...results.map(({ id }) => id));
    if (this.#previous !== null || this.#next !== null) {
      try {
        const page = await api.get(this.#path, {
          query: { at: "newest", page_size: 1 },
          signal: this.signal,
        });
        newest = Math.max(newest, page.results[0]?.id ?? 0);
      } catch (error) {
        if (isAbort(error)) return;
        if (!(error instanceof ApiError)) throw error;
        return; // Without it nobody is told of new comments: the page is as good as any other.
      }
    }
    this.#watch.start(newest);
    if (!isAwake()) this.#watch.rest();
  }

  #lookOrRest() {
    if (isAwake()) this.#watch.wake();
    else this.#watch.rest();
  }

  /** @param {number} id @returns {HTMLElement | null} */
  #row(id) {
    return this.querySelector(`#${commentId(id)}`);
  }

  /**
   * Puts a comment where it belongs, at most once; its place in a list follows from its thread and number.
   * @param {Comment} comment @param {".loaded" | ".added"} where of a thread that is not there yet
   */
  #place(comment, where) {
    const thread = this.#thread(threadOf(comment), where);
    const known = this.#row(comment.id);
    if (known) return known;
    const row = document.createElement(comment.parent === null ? "div" : "li");
    Object.assign(row, { id: commentId(comment.id), tabIndex: -1 });
    row.classList.add("comment");
    row.append(this.#item(comment));
    if (comment.parent === null) thread.prepend(row);
    else insertSorted(thread.querySelector(".replies"), row, comment.id);
    return row;
  }

  /** @param {number} id @param {".loaded" | ".added"} where @returns {HTMLElement} */
  #thread(id, where) {
    const known = this.querySelector(`li[data-thread="${id}"]`);
    const list = this.find(where);
    if (known instanceof HTMLElement && (where === ".added" || known.parentElement === list)) return known;
    const thread = /** @type {HTMLElement} */ (
      known ??
        fragment(html`<li data-thread="${id}"><ol class="replies" aria-label="답글"></ol></li>`)
          .firstElementChild
    );
    insertSorted(list, thread, id); // What was added below comes up to its place when its page is loaded.
    return thread;
  }

  /** @param {Comment} comment */
  #item(comment) {
    const item = document.createElement("st-comment-item");
    const byPostAuthor =
      comment.author.id !== null && String(comment.author.id) === this.getAttribute("author");
    return Object.assign(item, { comment, byPostAuthor, path: `${this.#path}${comment.id}/` });
  }

  #tell() {
    this.find(".count").textContent = shortCount(this.#count);
    this.find(".earlier").hidden = this.#previous === null;
    this.find(".more").hidden = this.#next === null;
    const isEmpty = this.#next === null && this.#previous === null && this.querySelector("li") === null;
    this.find(".none").hidden = !isEmpty;
  }

  /** @param {HTMLButtonElement} button @param {string | null} url */
  async #load(button, url) {
    if (url === null || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      const page = await api.get(url, { signal: this.signal });
      const isEarlier = url === this.#previous;
      const anchor = this.find(".loaded").firstElementChild;
      const top = anchor?.getBoundingClientRect().top ?? 0;
      const rows = page.results.map((/** @type {Comment} */ comment) => this.#place(comment, ".loaded"));
      if (isEarlier) this.#previous = page.previous;
      else this.#next = page.next;
      this.#tell();
      // What one reads stays under one's eyes.
      if (isEarlier && anchor)
        scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
      rows[isEarlier ? rows.length - 1 : 0]?.focus({ preventScroll: true });
    } catch (error) {
      complain(error);
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {Comment[]} comments */
  #hear(comments) {
    const known = new Set(this.#news.map(({ id }) => id));
    this.#news.push(...comments.filter(({ id }) => !known.has(id) && !this.#row(id)));
    this.#tellNews();
  }

  #tellNews() {
    const button = this.find(".news");
    const words = `새 댓글 ${shortCount(this.#news.length)}개`;
    button.hidden = this.#news.length === 0;
    button.querySelector("span").textContent = words;
    this.find(".told").textContent = this.#news.length > 0 ? `${words}가 올라왔어요.` : "";
  }

  #showNews() {
    // A reply whose thread is on a page that is not loaded comes with that page.
    const shown = this.#news.filter(({ parent }) => parent === null || this.#row(parent));
    const rows = shown.map((comment) => this.#place(comment, this.#next === null ? ".loaded" : ".added"));
    for (const row of rows) row.classList.add("is-new");
    this.#count += this.#news.length;
    this.#news = [];
    this.#tellNews();
    this.#tell();
    const first = rows[0];
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  }

  /** @param {any} event */
  #add({ detail, target }) {
    this.#news = this.#news.filter(({ id }) => id !== detail.id);
    this.#tellNews();
    const row = this.#place(detail, this.#next === null ? ".loaded" : ".added");
    if (detail.parent !== null) target.remove();
    this.#count += 1;
    this.#tell();
    this.find(".told").textContent = detail.parent === null ? "댓글을 올렸어요." : "답글을 올렸어요.";
    row.scrollIntoView({ block: "nearest" });
    if (detail.parent !== null) row.focus({ preventScroll: true });
    if (isAwake()) this.#watch.wake();
  }

  /** A comment with replies leaves an empty place, which goes with the last of them. @param {any} event */
  #remove({ target }) {
    const { comment } = target;
    const thread = this.#thread(threadOf(comment), ".added");
    const hasReplies = () => this.#mayGoOn(thread) || thread.querySelector(".replies > li") !== null;
    if (comment.parent !== null) this.#row(comment.id)?.remove();
    else if (hasReplies()) target.show({ ...comment, is_deleted: true });
    else thread.remove();
    if (thread.querySelector(".is-place") && !hasReplies()) thread.remove();
    this.#count -= 1;
    this.#tell();
    this.find("h2").focus({ preventScroll: true });
  }

  /** Whether a thread may have replies that are not here: on the next page, or just come. @param {HTMLElement} thread */
  #mayGoOn(thread) {
    const isLast = this.#next !== null && thread === this.find(".loaded").lastElementChild;
    return isLast || this.#news.some(({ parent }) => parent === Number(thread.dataset.thread));
  }

  /** @param {any} event */
  #answer({ target }) {
    const { id } = target.comment;
    const thread = this.#thread(id, ".added");
    for (const open of this.querySelectorAll("li st-comment-composer")) {
      if (!thread.contains(open)) open.remove(); // Its draft is kept.
    }
    if (!thread.querySelector("st-comment-composer")) {
      thread.append(
        fragment(
          html`<st-comment-composer path="${this.#path}" parent="${id}" ?own="${this.hasAttribute("own")}"></st-comment-composer>`,
        ),
      );
    }
    const place = thread.querySelector("textarea, button[data-login]");
    if (!(place instanceof HTMLElement)) return;
    place.focus();
    // The focus alone brings no more than the caret into view.
    place.closest("st-comment-composer")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} event */
  #close({ target }) {
    const button = target.closest("li").querySelector("[data-reply]");
    target.remove();
    button?.focus();
  }

  /** @param {number} id */
  pointAt(id) {
    const row = this.#row(id);
    if (!row) return false;
    for (const old of this.querySelectorAll(".is-linked")) old.classList.remove("is-linked");
    row.classList.add("is-linked");
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
    return true;
  }

  /** The address names another comment of this post. */
  async #follow() {
    const id = commentOf(location.hash);
    if (id === null || this.pointAt(id)) return;
    try {
      const page = await api.get(this.#path, { query: { at: id }, signal: this.signal });
      this.find(".loaded").replaceChildren();
      this.find(".added").replaceChildren();
      this.#watch.stop();
      this.begin(page);
      this.pointAt(id);
    } catch (error) {
      complain(error);
    }
  }
}

const isAwake = () => !document.hidden && navigator.onLine;

/** @param {unknown} error */
function complain(error) {
  if (isAbort(error)) return;
  if (!(error instanceof ApiError)) throw error;
  toast(error.status === 404 ? "이 댓글은 이제 없어요." : error.message, "error");
}

/** @param {Element | null} list @param {HTMLElement} row @param {number} id */
function insertSorted(list, row, id) {
  row.dataset.order = String(id);
  const rows = /** @type {HTMLElement[]} */ ([...(list?.children ?? [])]);
  const after = rows.find(({ dataset }) => Number(dataset.order) > id);
  list?.insertBefore(row, after ?? null);
}

customElements.define("st-comment-list", StCommentList);
