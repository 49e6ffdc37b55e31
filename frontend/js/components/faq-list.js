/**
 * The frequent questions by category, with a search above them. An address that ends in `#faq-3` opens that one.
 *
 *     <st-faq-list></st-faq-list>
 *     list.faqs = page.results;
 */
import { StElement } from "../lib/element.js";
import { holds, searchFaqs, wordsOf } from "../lib/faq-search.js";
import { html, render } from "../lib/html.js";
import { faqMarkup } from "./faq-item.js";
import "./icon.js";
import { emptyState } from "./state.js";

/** @typedef {import("../lib/faq-search.js").Faq} Faq */

export class StFaqList extends StElement {
  /** @type {Faq[]} */
  #faqs = [];

  connected() {
    this.render(html`<search>
        <st-icon name="search"></st-icon>
        <input class="st-input" type="search" placeholder="궁금한 것을 찾아보세요" aria-label="자주 묻는 질문에서 찾기"
          maxlength="100" autocomplete="off" enterkeyhint="search" />
      </search>
      <p class="visually-hidden" role="status"></p>
      <div class="found"></div>`);
    this.on("input", "input", (_, input) => this.#show(input.value));
    addEventListener("hashchange", () => this.#openLinked(), { signal: this.signal });
  }

  /** @param {Faq[]} faqs */
  set faqs(faqs) {
    this.#faqs = faqs;
    this.#show("");
    this.#openLinked();
  }

  /** @param {string} query */
  #show(query) {
    const words = wordsOf(query);
    const found = searchFaqs(this.#faqs, query);
    this.find("[role=status]").textContent = words.length > 0 ? `${found.length}개를 찾았어요` : "";
    render(this.find(".found"), found.length > 0 ? byCategory(found, words) : nothing(query));
    this.#markAnswers(words);
  }

  /** Answers are finished HTML: the browser marks in them without changing them, where it can. @param {string[]} words */
  #markAnswers(words) {
    const ranges = [...this.querySelectorAll("st-prose")].flatMap((answer) => rangesOf(answer, words));
    CSS.highlights?.set("found", new Highlight(...ranges));
  }

  #openLinked() {
    const linked = /^#faq-\d+$/.test(location.hash) && this.querySelector(location.hash);
    if (!(linked instanceof HTMLDetailsElement)) return;
    linked.open = true;
    linked.scrollIntoView({ block: "center" });
  }
}

/** @param {Element} element @param {string[]} words */
function rangesOf(element, words) {
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? "").toLowerCase();
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new StaticRange({
          startContainer: node,
          startOffset: at,
          endContainer: node,
          endOffset: at + word.length,
        });
        ranges.push(range);
      }
    }
  }
  return ranges;
}

/** In the order in which the categories first come. @param {Faq[]} faqs @param {string[]} words */
function byCategory(faqs, words) {
  const categories = [...new Set(faqs.map(({ category }) => category))];
  return html`${categories.map(
    (category) => html`<section>
      <h3>${category}</h3>
      <div class="st-card">${faqs.filter((faq) => faq.category === category).map((faq) => entry(faq, words))}</div>
    </section>`,
  )}`;
}

/** Open where the question alone would not show why it was found. @param {Faq} faq @param {string[]} words */
const entry = (faq, words) =>
  faqMarkup(faq, {
    words,
    isOpen: words.some((word) => !holds(faq.question, word)),
    id: `faq-${faq.id}`,
  });

/** @param {string} query */
const nothing = (query) =>
  emptyState({
    heading: `“${query.trim()}”에 맞는 질문이 없어요`,
    text: "아래에서 문의해 주시면 직접 답해 드릴게요.",
    icon: "search",
    action: html`<a class="st-button" href="#ask">문의하러 가기</a>`,
  });

customElements.define("st-faq-list", StFaqList);
