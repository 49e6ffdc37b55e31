/**
 * The search of the top bar, over both boards and the frequent questions. On a phone it opens over the bar. Ctrl+K (⌘K)
 * leads to it from everywhere.
 *
 *     <st-search-box></st-search-box>
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { rememberSearch } from "../lib/recent-searches.js";
import { navigate } from "../lib/router.js";
import { onSearchKeys } from "../lib/shortcuts.js";
import "./icon.js";

class StSearchBox extends StElement {
  connected() {
    this.render(html`<button class="st-icon-button open" type="button" aria-label="검색 열기" aria-expanded="false">
        <st-icon name="search"></st-icon>
      </button>
      <form role="search">
        <st-icon name="search"></st-icon>
        <input type="search" name="q" placeholder="글 검색" aria-label="글 검색" aria-keyshortcuts="Control+K Meta+K" enterkeyhint="search" maxlength="100" autocomplete="off" />
        <button class="st-icon-button close" type="button" aria-label="검색 닫기"><st-icon name="close"></st-icon></button>
      </form>`);
    this.on("click", ".open", () => this.#open(true));
    this.on("click", ".close", () => this.#open(false));
    this.on("keydown", "input", (event) => event.key === "Escape" && this.#open(false));
    this.on("submit", "form", (event, form) => {
      event.preventDefault();
      this.#search(form.elements.q);
    });
    onSearchKeys(() => {
      this.#open(true);
      this.find("input").select();
    }, this.signal);
  }

  /** @param {HTMLInputElement} input */
  #search(input) {
    const words = input.value.trim();
    if (words) rememberSearch(words);
    input.value = "";
    this.#open(false);
    navigate(words ? `/search?${new URLSearchParams({ q: words })}` : "/search");
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.classList.toggle("is-open", isOpen);
    const button = this.find(".open");
    button.ariaExpanded = String(isOpen);
    if (isOpen) this.find("input").focus();
    else if (this.contains(document.activeElement)) button.focus();
  }
}

customElements.define("st-search-box", StSearchBox);
