/**
 * A new inquiry: frequent questions come up while one writes; sent, it shows the way back to the inquiry.
 *
 *     <st-inquiry-form></st-inquiry-form>
 *     form.faqs = page.results;
 *
 * Event: `st-inquiry-form:sent`.
 */
import { api } from "../lib/api.js";
import { copyText } from "../lib/clipboard.js";
import { attemptKey, forgetDraft, keepDraft } from "../lib/drafts.js";
import { StElement } from "../lib/element.js";
import { suggestFaqs } from "../lib/faq-search.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { inquiryPath } from "../lib/inquiries.js";
import { updateList } from "../lib/keyed-list.js";
import { session } from "../lib/session.js";
import { faqMarkup } from "./faq-item.js";
import "./icon.js";
import { inquiryFields } from "./inquiry-fields.js";
import { toast } from "./toast.js";

const DRAFT = "help";

/** @typedef {import("../lib/inquiries.js").Inquiry} Inquiry */

export class StInquiryForm extends StElement {
  /** @type {import("../lib/faq-search.js").Faq[]} */
  faqs = [];

  connected() {
    this.#showForm();
    this.on("input", "textarea", (_, area) => this.#suggest(area.value));
    this.on("click", "[data-again]", () => this.#showForm());
    this.on("click", "[data-copy]", () => this.#copy());
  }

  #showForm() {
    this.render(html`<form class="st-card stack" novalidate>
      ${inquiryFields({})}
      <section class="suggestions" role="status" hidden>
        <h3><st-icon name="help"></st-icon>혹시 이런 내용인가요?</h3>
        <div></div>
      </section>
      <p class="st-form-error" role="alert" hidden></p>
      <button class="st-button is-primary is-block">문의 보내기</button>
    </form>`);
    const form = this.find("form");
    keepDraft(form, DRAFT, this.signal);
    onSubmit(form, () => this.#send(form), this.signal);
    this.#fillEmail(form);
  }

  /** @param {HTMLFormElement} form */
  async #fillEmail(form) {
    const user = await session.profile().catch(() => null);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("email"));
    field.value ||= user?.email ?? "";
  }

  /** @param {string} text */
  #suggest(text) {
    const near = suggestFaqs(this.faqs, text);
    const place = this.find(".suggestions");
    place.hidden = near.length === 0;
    updateList(
      place.lastElementChild,
      near.map((faq) => ({ key: faq.id, markup: faqMarkup(faq) })),
    );
  }

  /** @param {HTMLFormElement} form */
  async #send(form) {
    const json = readForm(form);
    const headers = { "Idempotency-Key": attemptKey(DRAFT, json) };
    const inquiry = await api.post("/qna/inquiry/", { json, headers, signal: this.signal });
    forgetDraft(DRAFT);
    this.#showSent(inquiry);
    this.emit("st-inquiry-form:sent");
  }

  /** @param {Inquiry} inquiry */
  #showSent(inquiry) {
    const path = inquiryPath(inquiry);
    this.render(html`<div class="st-card sent" role="status">
      <span class="mark"><st-icon name="check"></st-icon></span>
      <h3 tabindex="-1">문의를 보냈어요</h3>
      <p>확인하는 대로 답해 드릴게요. 답변이 오면 <strong>${inquiry.email}</strong>로 알려 드려요.</p>
      ${inquiry.secret_url ? secretLink(path) : html`<a class="st-button is-primary" href="${path}">보낸 문의 보기</a>`}
      <button class="st-button is-plain" type="button" data-again>다른 문의 쓰기</button>
    </div>`);
    this.find("h3").focus();
  }

  async #copy() {
    const field = this.find("[name=link]");
    const isDone = await copyText(field.value);
    if (!isDone) field.select(); // The rest is one key.
    toast(
      isDone ? "주소를 복사했어요." : "주소를 골라 두었어요. 직접 복사해 주세요.",
      isDone ? "ok" : "error",
    );
  }
}

/** @param {string} path */
const secretLink = (path) => html`<div class="secret">
  <p><st-icon name="lock"></st-icon>로그인하지 않고 쓴 문의라서 <strong>이 주소로만 다시 볼 수 있어요.</strong> 꼭 간직해 주세요.</p>
  <div class="row">
    <input class="st-input" name="link" readonly aria-label="문의를 다시 보는 주소" value="${location.origin}${path}" />
    <button class="st-button" type="button" data-copy><st-icon name="copy"></st-icon>복사</button>
  </div>
  <a href="${path}">지금 열어 보기</a>
</div>`;

customElements.define("st-inquiry-form", StInquiryForm);
