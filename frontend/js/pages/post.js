/** One post, to be read, liked and talked about. */
import "../components/comment-list.js";
import { showHistory } from "../components/edit-history.js";
import { mayDelete } from "../components/post-questions.js";
import { report } from "../components/report.js";
import { toast } from "../components/toast.js";
import { wayBack } from "../components/way-back.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { boardOf, commentOf } from "../lib/boards.js";
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate, setTitle } from "../lib/router.js";
import { session } from "../lib/session.js";
import { article, gone, neighborLinks, skeleton } from "./post-parts.js";

class StPostPage extends StPage {
  /** @type {number | null} */
  #linked = null;

  connected() {
    this.#linked = commentOf(location.hash);
    const board = boardOf(this.params.board);
    const path = `${board.api}${this.params.id}/`;
    this.render(html`${wayBack(`/${board.name}`, board.title)}
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => this.#load(path),
      show: ({ post, neighbors, isStaff }) =>
        html`${article(board, post, post.is_mine || isStaff)}
          <st-comment-list class="st-card" path="${path}comment/" count="${post.comment_count}" author="${post.author.id}" ?own="${post.is_anonymous && post.is_mine}"></st-comment-list>
          ${neighborLinks(board, neighbors)}`,
      empty: ({ post }) => post === null && gone(board),
      shown: ({ post, comments }) => {
        setTitle(post.title);
        if (post.poll) this.find("st-poll").poll = post.poll;
        this.#comments.begin(comments);
        if (this.#linked !== null && !this.#comments.pointAt(this.#linked)) {
          toast("이 댓글은 이제 없어요.", "error");
          this.#goToComments();
        }
      },
      loading: skeleton,
      signal: this.signal,
    });
    this.on("click", "[data-comments]", () => this.#goToComments());
    this.on("click", "article [data-history]", () => showHistory(path));
    this.on("click", "[data-report-post]", () => report(`${path}report/`));
    this.on("click", "[data-delete-post]", () => this.#delete(board, path));
    this.addEventListener("st-poll:deleted", () => this.#removePoll(), { signal: this.signal });
  }

  /** @returns {import("../components/comment-list.js").StCommentList} */
  get #comments() {
    return this.find("st-comment-list");
  }

  /** Post and talk together: one wait, and nothing jumps afterwards. @param {string} path */
  async #load(path) {
    const { signal } = this;
    try {
      const [post, comments, neighbors, user] = await Promise.all([
        api.get(path, { signal }),
        this.#loadComments(`${path}comment/`),
        api.get(`${path}neighbors/`, { signal }),
        session.profile().catch(() => null),
      ]);
      return { post, comments, neighbors, isStaff: user?.is_staff ?? false };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return { post: null };
      throw error;
    }
  }

  /** The page with the comment that the address names; the first one if it is gone. @param {string} path */
  async #loadComments(path) {
    const { signal } = this;
    if (this.#linked !== null) {
      try {
        return await api.get(path, { query: { at: this.#linked }, signal });
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    }
    return api.get(path, { signal });
  }

  #goToComments() {
    const heading = this.#comments.querySelector("h2");
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  #removePoll() {
    this.find("st-poll").remove();
    Object.assign(this.find("h1"), { tabIndex: -1 }).focus({ preventScroll: true });
  }

  /** @param {import("../lib/boards.js").Board} board @param {string} path */
  async #delete(board, path) {
    if (!(await mayDelete("글", () => api.delete(path)))) return;
    toast("글을 지웠어요.");
    await navigate(`/${board.name}`, { replace: true });
  }
}

customElements.define("st-post-page", StPostPage);
