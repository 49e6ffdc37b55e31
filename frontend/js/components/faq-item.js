/** One frequent question as markup: a line that opens to its answer. */
import { highlight } from "../lib/highlight.js";
import { html, trustedHtml } from "../lib/html.js";
import "./icon.js";
import "./prose.js";

/**
 * @param {import("../lib/faq-search.js").Faq} faq
 * @param {{ words?: string[], isOpen?: boolean, id?: string }} [shown]  words to mark; an id to link to
 */
export const faqMarkup = (faq, { words = [], isOpen = false, id } = {}) => html`<details
  class="st-faq" ${id && html`id="${id}"`} ?open="${isOpen}">
  <summary><span>${highlight(faq.question, words)}</span><st-icon name="chevron-down"></st-icon></summary>
  <st-prose level="4">${trustedHtml(faq.answer_html)}</st-prose>
</details>`;
