/**
 * The talk under a post: comments oldest first, more on demand, and the composer below.
 *
 *     <st-comment-list path="/post/3/comment/" count="12" author="5"></st-comment-list>
 *     list.begin(await api.get("/post/3/comment/"));   // the first page
 *
 * `author` is the id of the post's author, whose comments are marked.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import "./comment-composer.js";
import "./comment-item.js";
import { toast } from "./toast.js";

/** @typedef {import("../lib/boards.js").Comment} Comment */

export class StCommentList extends StElement {
  #path = "";
  #count = 0;
  /** @type {string | null} */
  #next = null;

  connected() {
    this.#path = this.getAttribute("path") ?? "";
    this.#count = Number(this.getAttribute("count"));
    this.render(html`<h2 id="comments" tabindex="-1">댓글 <span class="count"></span></h2>
      <ol class="loaded" aria-labelledby="comments"></ol>
      <button class="st-button is-block more" type="button" hidden>댓글 더 보기</button>
      <ol class="added" aria-label="방금 쓴 댓글" aria-live="polite"></ol>
      <p class="none" hidden>아직 댓글이 없어요. 첫 댓글을 남겨 보세요.</p>
      <st-comment-composer path="${this.#path}"></st-comment-composer>`);
    this.on("click", ".more", (_, button) => this.#loadMore(button));
    this.addEventListener("st-comment:created", (event) => this.#add(event), { signal: this.signal });
    this.addEventListener("st-comment:deleted", (event) => this.#remove(event), { signal: this.signal });
  }

  /** @param {import("../lib/boards.js").Page<Comment>} page */
  begin({ next, results }) {
    this.#next = next;
    this.find(".loaded").append(...results.map((comment) => this.#item(comment)));
    this.#tell();
  }

  /** @param {Comment} comment */
  #item(comment) {
    const item = document.createElement("st-comment-item");
    const byPostAuthor =
      comment.author.id !== null && String(comment.author.id) === this.getAttribute("author");
    Object.assign(item, { comment, byPostAuthor, path: `${this.#path}${comment.id}/` });
    const row = document.createElement("li");
    row.dataset.id = String(comment.id);
    row.append(item);
    return row;
  }

  #tell() {
    this.find(".count").textContent = shortCount(this.#count);
    this.find(".more").hidden = this.#next === null;
    this.find(".none").hidden = this.#next !== null || this.querySelector("li") !== null;
  }

  /** @param {HTMLButtonElement} button */
  async #loadMore(button) {
    if (this.#next === null || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      const page = await api.get(this.#next, { signal: this.signal });
      // What was written here in the meantime stands below already.
      const known = new Set([...this.querySelectorAll("li")].map((row) => row.dataset.id));
      const results = page.results.filter((/** @type {Comment} */ { id }) => !known.has(String(id)));
      const last = this.find(".loaded").lastElementChild;
      this.begin({ ...page, results });
      last?.nextElementSibling?.querySelector("a")?.focus({ preventScroll: true });
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {any} event */
  #add({ detail }) {
    const row = this.#item(detail);
    this.find(".added").append(row);
    this.#count += 1;
    this.#tell();
    row.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} event */
  #remove({ target }) {
    target.closest("li").remove();
    this.#count -= 1;
    this.#tell();
    this.find("h2").focus({ preventScroll: true });
  }
}

customElements.define("st-comment-list", StCommentList);
