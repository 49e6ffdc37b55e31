/**
 * The right column of wide screens: pinned notices, hot posts and the newest ones, refreshed when one comes back to the page.
 *
 *     <st-side-column></st-side-column>
 */
import { api } from "../lib/api.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { timeTag } from "../lib/time.js";
import { loadingState } from "./state.js";

const REFRESH_MS = 2 * 60_000;

const LISTS = [
  {
    title: "공지",
    icon: "pin",
    path: "/notices/",
    query: { page_size: 3 },
    nothing: "지금은 공지가 없어요.",
  },
  {
    title: "인기글",
    icon: "flame",
    path: "/post/hot/",
    query: { page_size: 5 },
    nothing: "아직 인기글이 없어요.",
  },
  {
    title: "새로 올라온 글",
    icon: "clock",
    path: "/post/",
    query: { page_size: 5 },
    nothing: "아직 글이 없어요.",
  },
];

/** @param {{ results: any[] }} page @param {number} index */
const section = ({ results }, index) => {
  const { title, icon, nothing } = LISTS[index];
  return html`<section class="st-card">
    <h2><st-icon name="${icon}"></st-icon>${title}</h2>
    <ul>${results.map(
      ({ board, id, title: name, created_at }) => html`<li>
        <a href="/${board}/${id}"><span>${name}</span>${timeTag(created_at)}</a>
      </li>`,
    )}</ul>
    ${results.length === 0 && html`<p>${nothing}</p>`}
  </section>`;
};

class StSideColumn extends StElement {
  #loadedAt = 0;

  connected() {
    this.#load();
    addEventListener("focus", () => Date.now() - this.#loadedAt > REFRESH_MS && this.#load(), {
      signal: this.signal,
    });
  }

  /** All lists at once: a lower one must not jump when an upper one arrives. */
  #load() {
    this.#loadedAt = Date.now();
    loadInto(this, {
      load: () => Promise.all(LISTS.map(({ path, query }) => api.get(path, { query, signal: this.signal }))),
      show: (pages) => html`${pages.map(section)}`,
      loading: loadingState({ rows: 6 }),
      signal: this.signal,
    });
  }
}

customElements.define("st-side-column", StSideColumn);
