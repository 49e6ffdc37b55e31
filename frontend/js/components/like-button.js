/**
 * Likes a post or a comment: grey to red at once, back again if the server refuses.
 *
 *     <st-like-button path="/post/3/like/" count="${post.like_count}" ?liked="${post.is_liked}"></st-like-button>
 *
 * class="is-large" shows the word as well.
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import "./icon.js";
import { LikeState } from "./like-state.js";
import { toast } from "./toast.js";

class StLikeButton extends StElement {
  connected() {
    const path = this.getAttribute("path") ?? "";
    const known = { count: Number(this.getAttribute("count")), isLiked: this.hasAttribute("liked") };
    // Without the element's signal: who likes and leaves has liked.
    const like = new LikeState(known, (isLiked) => (isLiked ? api.post(path) : api.delete(path)));
    const wordless = this.classList.contains("is-large") ? "" : "visually-hidden";
    this.render(html`<button type="button">
      <st-icon name="heart"></st-icon><span class="${wordless}">좋아요</span><span class="count"></span>
    </button>`);
    this.#show(like);
    this.on("click", "button", () => (session.isLoggedIn ? this.#toggle(like) : askToLogIn()));
  }

  /** @param {LikeState} like */
  async #toggle(like) {
    const settled = like.toggle();
    this.classList.add("is-touched"); // Hearts spring under a finger, not while a page is opened.
    this.#show(like);
    try {
      await settled;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    }
    this.#show(like);
  }

  /** @param {LikeState} like */
  #show({ isLiked, count }) {
    this.find("button").ariaPressed = String(isLiked);
    this.find("st-icon").setAttribute("name", isLiked ? "heart-filled" : "heart");
    this.find(".count").textContent = shortCount(count);
  }
}

customElements.define("st-like-button", StLikeButton);
