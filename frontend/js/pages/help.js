/** Help: frequent questions with a search, the inquiry form, and the inquiries one has sent. */
import "../components/faq-list.js";
import "../components/icon.js";
import "../components/inquiry-form.js";
import "../components/inquiry-list.js";
import { emptyState, loadingState } from "../components/state.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { session } from "../lib/session.js";

const own = html`<section class="own" aria-labelledby="own-heading">
  <h2 id="own-heading">내 문의</h2>
  <st-inquiry-list></st-inquiry-list>
</section>`;

class StHelpPage extends StPage {
  connected() {
    this.render(html`<header>
        <h1>무엇을 도와드릴까요?</h1>
        <p>자주 묻는 질문에서 먼저 찾아보세요. 없으면 바로 물어봐 주세요.</p>
        <p class="jumps">
          <a class="st-chip" href="#ask"><st-icon name="mail"></st-icon>문의하기</a>
          ${session.isLoggedIn && html`<a class="st-chip" href="#own-heading"><st-icon name="clock"></st-icon>내 문의</a>`}
        </p>
      </header>
      <section aria-labelledby="faqs">
        <h2 id="faqs">자주 묻는 질문</h2>
        <div class="faqs"></div>
      </section>
      <section aria-labelledby="ask">
        <h2 id="ask">문의하기</h2>
        <st-inquiry-form></st-inquiry-form>
      </section>
      ${session.isLoggedIn && own}`);
    this.#nameOwn();
    this.addEventListener("st-inquiry-form:sent", () => this.#refreshOwn(), { signal: this.signal });
    this.ready = loadInto(this.find(".faqs"), {
      load: () => api.get("/qna/faq/", { query: { page_size: 100 }, signal: this.signal }),
      show: () => html`<st-faq-list></st-faq-list>`,
      empty: ({ results }) =>
        results.length === 0 && emptyState({ heading: "아직 모아 둔 질문이 없어요", icon: "help" }),
      loading: loadingState({ rows: 6 }),
      shown: ({ results }) => {
        this.find("st-faq-list").faqs = results;
        this.find("st-inquiry-form").faqs = results;
      },
      signal: this.signal,
    });
  }

  /** Staff see everybody's. */
  async #nameOwn() {
    const user = await session.profile().catch(() => null);
    const heading = this.querySelector("#own-heading");
    if (heading && user?.is_staff) heading.textContent = "받은 문의";
  }

  #refreshOwn() {
    const list = /** @type {import("../components/inquiry-list.js").StInquiryList | null} */ (
      this.querySelector("st-inquiry-list")
    );
    list?.refresh();
  }
}

customElements.define("st-help-page", StHelpPage);
