/**
 * The search of the top bar. It looks in the board one is reading, else in the free board; the board's own page offers
 * the finer choices. On a phone it opens over the bar.
 *
 *     <st-search-box></st-search-box>
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { navigate } from "../lib/router.js";
import "./icon.js";

const boardHere = () => (location.pathname.startsWith("/study") ? "study" : "free");

class StSearchBox extends StElement {
  connected() {
    this.render(html`<button class="st-icon-button open" type="button" aria-label="검색 열기" aria-expanded="false">
        <st-icon name="search"></st-icon>
      </button>
      <form role="search">
        <st-icon name="search"></st-icon>
        <input type="search" name="q" placeholder="글 검색" aria-label="글 검색" enterkeyhint="search" maxlength="100" autocomplete="off" />
        <button class="st-icon-button close" type="button" aria-label="검색 닫기"><st-icon name="close"></st-icon></button>
      </form>`);
    this.on("click", ".open", () => this.#open(true));
    this.on("click", ".close", () => this.#open(false));
    this.on("keydown", "input", (event) => event.key === "Escape" && this.#open(false));
    this.on("focusin", "input", (_, input) => {
      input.placeholder = boardHere() === "study" ? "입시정보에서 검색" : "자유게시판에서 검색";
    });
    this.on("submit", "form", (event, form) => {
      event.preventDefault();
      this.#search(form.elements.q.value.trim());
    });
  }

  /** @param {string} words */
  #search(words) {
    if (!words) return;
    this.#open(false);
    navigate(`/${boardHere()}?${new URLSearchParams({ field: "title_content", q: words })}`);
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
