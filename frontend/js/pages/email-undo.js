/** From the letter to an old address: undoes that it was given up, by the link's secret (`#<key>.<signature>`). */
import "../components/icon.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { onSubmit } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { takeFragment } from "../lib/router.js";

const SECRET = /^#\w+\.[\w-]+$/;

class StEmailUndoPage extends StPage {
  connected() {
    if (!this.#open()) this.#tellOfMail();
    addEventListener("hashchange", () => this.#open(), { signal: this.signal });
  }

  #open() {
    const isLink = SECRET.test(location.hash);
    if (isLink) this.#ask(takeFragment());
    return isLink;
  }

  /** Nothing happens by opening the page: some mailboxes look into every link by themselves. @param {string} token */
  #ask(token) {
    this.render(html`<section class="entrance">
      <h1>이메일 변경을 되돌릴까요?</h1>
      <p class="lead">직접 바꾸지 않았다면 되돌려 주세요. 계정을 다시 안전하게 만들어 드려요.</p>
      <form class="st-card stack" novalidate>
        <ul class="effects">
          <li><st-icon name="mail"></st-icon>이 메일을 받은 주소가 다시 내 주소가 돼요.</li>
          <li><st-icon name="logout"></st-icon>모든 기기에서 로그아웃돼요.</li>
          <li><st-icon name="alert"></st-icon>그 뒤에 연결한 Google·카카오 계정은 끊어져요.</li>
          <li><st-icon name="lock"></st-icon>지금 비밀번호는 못 쓰게 되고, 이어서 새로 정해요.</li>
        </ul>
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">되돌리기</button>
      </form>
      <p class="aside">직접 바꿨다면 이 화면을 닫으면 돼요. <a href="/">홈으로</a></p>
    </section>`);
    onSubmit(this.find("form"), () => this.#undo(token), this.signal);
  }

  /** @param {string} token */
  async #undo(token) {
    try {
      const { reset_token } = await api.post("/accounts/email/undo/", { json: { token }, anonymous: true });
      this.#done(reset_token);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "invalid_link") throw error;
      this.#expired();
    }
  }

  /** @param {string} reset */
  #done(reset) {
    this.#turnTo(html`<section class="entrance passage">
      <span class="mark"><st-icon name="check"></st-icon></span>
      <h1 tabindex="-1">주소를 되돌렸어요</h1>
      <p class="lead">모든 기기에서 로그아웃했어요. 이제 새 비밀번호를 정하면 다시 나만 들어올 수 있어요.</p>
      <a class="st-button is-primary is-block" href="/password-reset#${reset}">새 비밀번호 정하기</a>
    </section>`);
  }

  #expired() {
    this.#turnTo(html`<section class="entrance passage">
      <span class="mark is-sad"><st-icon name="clock"></st-icon></span>
      <h1 tabindex="-1">이제 쓸 수 없는 링크예요</h1>
      <p class="lead">링크는 7일 안에 한 번만 쓸 수 있어요. 이미 되돌렸다면 비밀번호를 다시 정하고 들어오면 돼요.</p>
      <a class="st-button is-primary is-block" href="/password-reset">비밀번호 다시 정하기</a>
      <a class="st-button is-plain is-block" href="/help">문의하기</a>
    </section>`);
  }

  #tellOfMail() {
    this.render(html`<section class="entrance passage">
      <span class="mark is-sad"><st-icon name="mail"></st-icon></span>
      <h1>메일에 있는 링크로 열어 주세요</h1>
      <p class="lead">이메일 주소가 바뀌면 예전 주소로 링크를 보내요. 그 링크를 다시 눌러 주세요.</p>
      <a class="st-button is-block" href="/">홈으로</a>
    </section>`);
  }

  /** Another step of the same page: told from its heading on. @param {import("../lib/html.js").Html} markup */
  #turnTo(markup) {
    this.render(markup);
    scrollTo(0, 0);
    this.find("h1").focus();
  }
}

customElements.define("st-email-undo-page", StEmailUndoPage);
