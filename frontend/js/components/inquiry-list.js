/**
 * The inquiries that the person logged in may see: the own ones, for staff everybody's.
 *
 *     <st-inquiry-list></st-inquiry-list>
 *     list.refresh();
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { append, html } from "../lib/html.js";
import { inquiryPath, subjectName } from "../lib/inquiries.js";
import { loadInto } from "../lib/loader.js";
import { timeTag } from "../lib/time.js";
import { inquiryStatus } from "./inquiry-status.js";
import { emptyState, loadingState } from "./state.js";
import { toast } from "./toast.js";

/** @typedef {import("../lib/inquiries.js").Inquiry} Inquiry */
/** @typedef {{ results: Inquiry[], next: string | null }} Page */

/** @param {Inquiry} inquiry */
const row = (inquiry) => html`<li>
  <a href="${inquiryPath(inquiry)}">
    <span class="subject">${subjectName(inquiry.subject)}</span>
    <span class="words">${inquiry.content}</span>
    <span class="state">${inquiryStatus(inquiry)} ${timeTag(inquiry.created_at)}</span>
  </a>
</li>`;

export class StInquiryList extends StElement {
  #next = "";

  connected() {
    this.refresh();
    this.on("click", "[data-more]", (_, button) => this.#more(button));
  }

  refresh() {
    loadInto(this, {
      load: () => api.get("/qna/inquiry/", { signal: this.signal }),
      show: ({ results }) => html`<ul class="st-card">${results.map(row)}</ul>
        <button class="st-button is-block" type="button" data-more hidden>더 보기</button>`,
      empty: ({ results }) =>
        results.length === 0 && emptyState({ heading: "아직 문의가 없어요", icon: "mail" }),
      loading: loadingState({ rows: 2 }),
      shown: (page) => this.#follow(page),
      signal: this.signal,
    });
  }

  /** @param {Page} page */
  #follow({ next }) {
    this.#next = next ?? "";
    this.find("[data-more]").hidden = !next;
  }

  /** @param {HTMLButtonElement} button */
  async #more(button) {
    button.ariaBusy = "true";
    try {
      /** @type {Page} */
      const page = await api.get(this.#next, { signal: this.signal });
      append(this.find("ul"), html`${page.results.map(row)}`);
      this.#follow(page);
    } catch (error) {
      if (error instanceof ApiError) toast(error.message, "error");
      else if (!isAbort(error)) throw error;
    } finally {
      button.ariaBusy = "false";
    }
  }
}

customElements.define("st-inquiry-list", StInquiryList);
