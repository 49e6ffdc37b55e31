/** One inquiry and its answer. Guests come with the secret of its address; while it is open it can be edited. */
import { confirmDialog } from "../components/dialog.js";
import "../components/icon.js";
import { inquiryFields } from "../components/inquiry-fields.js";
import { inquiryStatus } from "../components/inquiry-status.js";
import "../components/prose.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html, render, trustedHtml } from "../lib/html.js";
import { subjectName } from "../lib/inquiries.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { timeTag } from "../lib/time.js";

/** @typedef {import("../lib/inquiries.js").Inquiry & { updated_at: string }} Inquiry */

/** Staff read and delete here; the words stay the asker's. @param {Inquiry} inquiry */
const letter = (inquiry) => html`<article class="st-card">
    <header>
      ${inquiryStatus(inquiry)} <span>${subjectName(inquiry.subject)}</span> ${timeTag(inquiry.created_at)}
    </header>
    <p class="words">${inquiry.content}</p>
    <footer>
      <span class="email"><st-icon name="mail"></st-icon>${inquiry.email}</span>
      <span class="actions">
        ${inquiry.status === "open" && !session.user?.is_staff && html`<button class="st-button is-small" type="button" data-edit><st-icon name="pencil"></st-icon>고치기</button>`}
        <button class="st-button is-small is-plain" type="button" data-delete><st-icon name="trash"></st-icon>지우기</button>
      </span>
    </footer>
  </article>
  ${inquiry.status === "answered" ? answer(inquiry) : html`<p class="wait">확인하고 있어요. 답변이 오면 이메일로 알려 드릴게요.</p>`}`;

/** @param {Inquiry} inquiry */
const answer = ({ answer_html, answered_at }) => html`<article class="st-card is-answer">
  <header>
    <h2>스쿨톡스의 답변</h2>
    ${answered_at && timeTag(answered_at)}
  </header>
  <st-prose level="3">${trustedHtml(answer_html)}</st-prose>
</article>`;

/** @param {Inquiry} inquiry */
const editor = (inquiry) => html`<form class="st-card stack" novalidate>
  ${inquiryFields(inquiry)}
  <p class="st-form-error" role="alert" hidden></p>
  <div class="actions">
    <button class="st-button" type="button" data-cancel>취소</button>
    <button class="st-button is-primary">저장하기</button>
  </div>
</form>`;

class StHelpInquiryPage extends StPage {
  connected() {
    this.render(html`<p><a class="back" href="/help"><st-icon name="arrow-left"></st-icon>문의와 도움말</a></p>
      <h1>문의</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: async () => {
        await session.profile();
        return api.get(this.#path, this.#options);
      },
      show: letter,
      shown: (inquiry) => this.#listen(inquiry),
      signal: this.signal,
    });
  }

  get #path() {
    return `/qna/inquiry/${this.params.id}/`;
  }

  get #options() {
    return { query: { secret: this.query.get("secret") }, signal: this.signal };
  }

  /** @param {Inquiry} inquiry */
  #listen(inquiry) {
    let shown = inquiry;
    const show = (/** @type {Inquiry} */ changed) => {
      shown = changed;
      render(this.find(".content"), letter(shown));
    };
    this.on("click", "[data-edit]", () => this.#edit(shown, show));
    this.on("click", "[data-cancel]", () => show(shown));
    this.on("click", "[data-delete]", () => this.#delete());
  }

  /** @param {Inquiry} inquiry @param {(changed: Inquiry) => void} show */
  #edit(inquiry, show) {
    render(this.find(".content"), editor(inquiry));
    const form = this.find("form");
    form.elements.content.focus();
    const save = async () => {
      show(await api.patch(this.#path, { ...this.#options, json: readForm(form) }));
      toast("문의를 고쳤어요.");
    };
    onSubmit(form, save, this.signal);
  }

  async #delete() {
    const isDone = await confirmDialog({
      title: "문의를 지울까요?",
      body: "지운 문의와 답변은 되돌릴 수 없어요.",
      confirmLabel: "지우기",
      danger: true,
      work: () => api.delete(this.#path, this.#options),
    });
    if (!isDone) return;
    toast("문의를 지웠어요.");
    await navigate("/help", { replace: true });
  }
}

customElements.define("st-help-inquiry-page", StHelpInquiryPage);
