/**
 * Searching both boards and the frequent questions. It answers while one types; each pause is a new search of the same
 * entry in the history, and a newer search takes the place of an older one that is under way.
 */
import "../components/icon.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { forgetAllSearches, forgetSearch, recentSearches, rememberSearch } from "../lib/recent-searches.js";
import { rewriteAddress, setTitle } from "../lib/router.js";
import { onSearchKeys } from "../lib/shortcuts.js";
import { choices, nothing, results, searchForm, start, summary } from "./search-parts.js";
import { readSearch, searchHref } from "./search-query.js";

const PAUSE_MS = 350;

class StSearchPage extends StPage {
  /** @type {import("./search-query.js").SearchState} */
  #state = readSearch(new URLSearchParams());
  #current = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  connected() {
    this.#state = readSearch(this.query);
    this.render(html`<h1>검색</h1>
      ${searchForm(this.#state)}
      <div class="choices"></div>
      <p class="visually-hidden" role="status"></p>
      <div class="results"></div>`);
    const input = this.find("input");
    this.on("input", "input", (event) => {
      // A syllable that is still being composed is no word yet: ㅅ, 수, 숫 …
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#searchSoon(input.value);
    });
    this.on("compositionend", "input", () => this.#searchSoon(input.value));
    this.on("keydown", "input", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      input.value = "";
      this.#search("");
    });
    this.on("submit", "form", (event) => {
      event.preventDefault();
      const q = input.value.trim();
      if (q) rememberSearch(q);
      if (q !== this.#state.q) this.#search(q);
      if (q) input.blur(); // A phone's keyboard makes room for what was found.
    });
    this.on("click", ".results ol a", () => rememberSearch(this.#state.q));
    this.on("click", "[data-forget]", (_, button) => {
      forgetSearch(button.dataset.forget);
      this.#showStart();
    });
    this.on("click", "[data-forget-all]", () => {
      forgetAllSearches();
      this.#showStart();
    });
    onSearchKeys(() => input.select(), this.signal);
    this.signal.addEventListener("abort", () => this.#drop());
    this.ready = this.#show();
    if (!this.#state.q) input.focus();
  }

  /** @param {string} words */
  #searchSoon(words) {
    this.#drop();
    this.#pause = setTimeout(() => this.#search(words), PAUSE_MS);
  }

  /** @param {string} words */
  #search(words) {
    const q = words.trim();
    this.#state = { ...this.#state, q, cursor: "" };
    rewriteAddress(searchHref(this.#state));
    setTitle("검색");
    this.#show();
  }

  #drop() {
    clearTimeout(this.#pause);
    this.#current.abort();
  }

  async #show() {
    this.#drop();
    const state = this.#state;
    this.#current = new AbortController();
    const { signal } = this.#current;
    render(this.find(".choices"), state.q ? choices(state) : html``);
    const status = this.find("[role=status]");
    status.textContent = "";
    if (!state.q) return this.#showStart();
    const found = await loadInto(this.find(".results"), {
      load: () => api.get("/search/", { query: state, signal }),
      show: (page) => results(state, page),
      empty: (page) => page.results.length === 0 && nothing(state, page),
      signal,
    });
    if (!found) return;
    status.textContent = summary(state.q, found);
    setTitle(`‘${state.q}’ 검색`);
  }

  #showStart() {
    render(this.find(".results"), start(recentSearches()));
  }
}

customElements.define("st-search-page", StSearchPage);
