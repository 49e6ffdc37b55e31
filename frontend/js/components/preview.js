/**
 * Shows beside a text, while it is typed, what it will look like: rendered by the server, as the post will be. Wraps the
 * field; on a phone one looks at the one or the other.
 *
 *     <st-preview><st-field label="내용"><textarea name="content"></textarea></st-field></st-preview>
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { append, fragment, html, render, trustedHtml } from "../lib/html.js";
import { liveQuestion } from "../lib/live-question.js";
import { session } from "../lib/session.js";
import "./prose.js";

const WIDE = matchMedia("(min-width: 56.25rem)");

class StPreview extends StElement {
  connected() {
    this.prepend(
      fragment(html`<div class="st-tabs" role="group" aria-label="글쓰기 화면">
        <button type="button" data-view="write" aria-pressed="true">쓰기</button>
        <button type="button" data-view="preview" aria-pressed="false">미리보기</button>
      </div>`),
    );
    append(
      this,
      html`<section class="shown" aria-label="미리보기" tabindex="0">
        <p class="note" role="status"></p>
        <div class="text"><p class="nothing">내용을 쓰면 올렸을 때의 모습이 여기에 보여요.</p></div>
      </section>`,
    );
    this.dataset.shows = "write";
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
      } else if (WIDE.matches || this.dataset.shows === "preview") question.ask(content);
    };
    this.on("input", "textarea", follow);
    WIDE.addEventListener("change", follow, { signal: this.signal });
    addEventListener("online", follow, { signal: this.signal });
    this.on("click", "[data-view]", (_, button) => {
      this.dataset.shows = button.dataset.view;
      for (const tab of this.querySelectorAll("[data-view]")) tab.ariaPressed = String(tab === button);
      follow();
    });
    follow();
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
    if (answer?.content_html === undefined) return; // What was shown last stays.
    const { content_html } = answer;
    render(this.find(".shown > .text"), html`<st-prose level="2">${trustedHtml(content_html)}</st-prose>`);
  }

  #empty() {
    this.find(".note").textContent = "";
    render(
      this.find(".shown > .text"),
      html`<p class="nothing">내용을 쓰면 올렸을 때의 모습이 여기에 보여요.</p>`,
    );
  }
}

customElements.define("st-preview", StPreview);
