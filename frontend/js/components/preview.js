/**
 * Shows beside a text, while it is typed, what it will look like: rendered by the server, as the post will be. Wraps the
 * field; on a phone one looks at the one or the other.
 *
 *     <st-preview><st-field label="내용"><textarea name="content"></textarea></st-field></st-preview>
 *     <st-preview folded level="3">…</st-preview>     // for small texts: nothing is asked until one wants to see it
 *
 * `level` is that of the biggest heading.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { append, fragment, html, render, trustedHtml } from "../lib/html.js";
import { liveQuestion } from "../lib/live-question.js";
import { session } from "../lib/session.js";
import "./icon.js";
import "./prose.js";

const WIDE = matchMedia("(min-width: 56.25rem)");

const tabs = html`<div class="st-tabs" role="group" aria-label="글쓰기 화면">
  <button type="button" data-view="write" aria-pressed="true">쓰기</button>
  <button type="button" data-view="preview" aria-pressed="false">미리보기</button>
</div>`;

const toggle = html`<button class="toggle" type="button" data-view="preview" aria-pressed="false">
  <st-icon name="eye"></st-icon>미리보기
</button>`;

/** @param {string} words */
const instead = (words) => html`<p class="nothing">${words}</p>`;

const nothing = instead("내용을 쓰면 올렸을 때의 모습이 여기에 보여요.");
const underWay = instead("올렸을 때의 모습을 만들고 있어요.");

class StPreview extends StElement {
  connected() {
    this.prepend(fragment(this.#isFolded ? toggle : tabs));
    // Of several small ones in a page none is a landmark.
    append(
      this,
      html`<div class="shown" role="${this.#isFolded ? "group" : "region"}" aria-label="미리보기" tabindex="0">
        <p class="note" role="status"></p>
        <div class="text">${nothing}</div>
      </div>`,
    );
    this.#look("write");
    const question = liveQuestion(
      (/** @type {string} */ content, signal) => this.#ask(content, signal),
      (answer) => this.#show(answer),
      this.signal,
    );
    const follow = () => {
      const content = this.find("textarea").value;
      if (content.trim() === "") {
        question.drop();
        this.#empty();
      } else if (this.dataset.shows === "preview" || (WIDE.matches && !this.#isFolded)) {
        if (this.querySelector(".nothing")) this.#put(underWay);
        question.ask(content);
      } else question.drop();
    };
    this.on("input", "textarea", follow);
    WIDE.addEventListener("change", follow, { signal: this.signal });
    addEventListener("online", follow, { signal: this.signal });
    this.on("click", "[data-view]", (_, { dataset }) => {
      const isShown = this.dataset.shows === dataset.view;
      this.#look(this.#isFolded && isShown ? "write" : dataset.view);
      follow();
    });
    // What is wrong with it is told, and put right, where it is written.
    const options = { capture: true, signal: this.signal };
    this.closest("form")?.addEventListener("submit", () => this.#look("write"), options);
    follow();
  }

  get #isFolded() {
    return this.hasAttribute("folded");
  }

  /** @param {string} view */
  #look(view) {
    this.dataset.shows = view;
    for (const button of this.querySelectorAll("button[data-view]"))
      button.ariaPressed = String(button.getAttribute("data-view") === view);
  }

  /** @param {string} content @param {AbortSignal} signal @returns {Promise<{ content_html?: string, trouble?: string }>} */
  async #ask(content, signal) {
    if (!session.isLoggedIn) return {}; // The login has ended while one typed.
    try {
      return await api.post("/preview/", { json: { content }, signal });
    } catch (error) {
      if (isAbort(error) || !(error instanceof ApiError)) throw error;
      if (error.status === 401) throw error; // No trouble of the preview: the page gives way to the login.
      const words = error.isOffline ? "인터넷에 다시 연결되면 미리보기를 새로 보여 드릴게요." : error.message;
      return { trouble: `${words} 쓴 내용은 그대로 있어요.` };
    }
  }

  /** @param {{ content_html?: string, trouble?: string } | null} answer */
  #show(answer) {
    this.find(".note").textContent = answer?.trouble ?? "";
    const { content_html } = answer ?? {};
    if (content_html !== undefined)
      this.#put(
        html`<st-prose level="${this.getAttribute("level") ?? 2}">${trustedHtml(content_html)}</st-prose>`,
      );
    else if (this.querySelector(".nothing")) this.#put(html``);
    // Else what was shown last stays.
  }

  #empty() {
    this.find(".note").textContent = "";
    this.#put(nothing);
  }

  /** @param {import("../lib/html.js").Html} markup */
  #put(markup) {
    render(this.find(".shown > .text"), markup);
  }
}

customElements.define("st-preview", StPreview);
