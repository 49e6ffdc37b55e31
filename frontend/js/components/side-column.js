/**
 * The right column of wide screens: pinned notices and the newest posts, refreshed when one comes back to the page.
 *
 *     <st-side-column></st-side-column>
 */
import { api } from "../lib/api.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { timeTag } from "../lib/time.js";
import { emptyState } from "./state.js";

const REFRESH_MS = 2 * 60_000;

const LISTS = [
  { title: "공지", icon: "pin", query: { is_notice: true, page_size: 3 }, nothing: "지금은 공지가 없어요" },
  { title: "새로 올라온 글", icon: "clock", query: { page_size: 7 }, nothing: "아직 글이 없어요" },
];

/** @param {{ results: any[] }} page */
const links = ({ results }) => html`<ul>
  ${results.map(
    (post) => html`<li>
      <a href="/${post.board}/${post.id}"><span>${post.title}</span>${timeTag(post.created_at)}</a>
    </li>`,
  )}
</ul>`;

class StSideColumn extends StElement {
  #loadedAt = 0;

  connected() {
    this.render(
      html`${LISTS.map(
        ({ title, icon }) => html`<section class="st-card">
          <h2><st-icon name="${icon}"></st-icon>${title}</h2>
          <div class="list"></div>
        </section>`,
      )}`,
    );
    this.#load();
    addEventListener("focus", () => this.#refresh(), { signal: this.signal });
  }

  #refresh() {
    if (Date.now() - this.#loadedAt > REFRESH_MS) this.#load();
  }

  #load() {
    this.#loadedAt = Date.now();
    this.querySelectorAll(".list").forEach((target, index) => {
      const { query, nothing } = LISTS[index];
      loadInto(target, {
        load: () => api.get("/post/", { query, signal: this.signal }),
        show: links,
        empty: ({ results }) => results.length === 0 && emptyState({ heading: nothing }),
        signal: this.signal,
      });
    });
  }
}

customElements.define("st-side-column", StSideColumn);
