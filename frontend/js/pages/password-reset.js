/** A forgotten password: a link is asked for by mail, and with its secret (`#<uid>.<token>`) a new one is chosen. */
import "../components/field.js";
import "../components/icon.js";
import "../components/password-rules.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { holdForm, onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { navigate, takeFragment } from "../lib/router.js";
import { session } from "../lib/session.js";

const SECRET = /^#[\w-]+\.[\w-]+$/;
/** The server sends to one address once a minute. */
const RESEND_SECONDS = 60;

class StPasswordResetPage extends StPage {
  connected() {
    if (!this.#open()) this.#ask();
    // The link may be pasted into the tab in which it was asked for.
    addEventListener("hashchange", () => this.#open(), { signal: this.signal });
  }

  #open() {
    const isLink = SECRET.test(location.hash);
    if (isLink) this.#choose(takeFragment());
    return isLink;
  }

  #ask() {
    this.render(html`<section class="entrance">
      <h1>비밀번호를 잊었어요?</h1>
      <p class="lead">프로필에 적어 둔 이메일로 새 비밀번호를 정하는 링크를 보내 드려요.</p>
      <form class="st-card stack" novalidate>
        <st-field label="이메일">
          <input name="email" type="email" value="${session.user?.email}" required maxlength="254" autocomplete="email" autocapitalize="none" />
        </st-field>
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">링크 받기</button>
      </form>
      <p class="aside">이메일을 적어 두지 않았나요? <a href="/help">문의하기</a></p>
      <p class="aside"><a href="/login">로그인으로 돌아가기</a></p>
    </section>`);
    const form = this.find("form");
    const send = async () => {
      const { email } = readForm(form);
      await this.#request(email);
      this.#sent(email);
    };
    onSubmit(form, send, this.signal);
  }

  /** @param {string} email */
  #request(email) {
    return api.post("/accounts/password/reset/", { json: { email }, anonymous: true });
  }

  /** The same words for every address: whether somebody is a member is nobody's business. @param {string} email */
  #sent(email) {
    this.#turnTo(html`<section class="entrance passage">
      <span class="mark"><st-icon name="mail"></st-icon></span>
      <h1 tabindex="-1">메일을 보냈어요</h1>
      <p class="lead"><strong>${email}</strong> 주소를 쓰는 회원이 있다면 곧 도착해요. 30분 안에 메일 속 링크를 눌러 주세요.</p>
      <p class="lead">몇 분 안에 안 오면 스팸함을 살펴보고, 주소가 맞는지 확인해 주세요.</p>
      <form class="stack" novalidate>
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-block">다시 보내기</button>
        <button class="st-button is-plain is-block" type="button" data-other>다른 주소 쓰기</button>
      </form>
    </section>`);
    const form = this.find("form");
    const sendAgain = async () => {
      await this.#request(email);
      toast("메일을 다시 보냈어요.");
      holdForm(form, RESEND_SECONDS, this.signal);
    };
    holdForm(form, RESEND_SECONDS, this.signal);
    onSubmit(form, sendAgain, this.signal);
    this.find("[data-other]").addEventListener("click", () => this.#askAgain(), { signal: this.signal });
  }

  /** @param {string} token */
  #choose(token) {
    this.render(html`<section class="entrance">
      <h1>새 비밀번호를 정해 주세요</h1>
      <p class="lead">바꾸면 다른 기기에서는 로그아웃되고, 여기서는 바로 로그인돼요.</p>
      <form class="st-card stack" novalidate>
        <div class="stack password">
          <st-field label="새 비밀번호" reveal>
            <input name="new_password" type="password" required minlength="8" autocomplete="new-password" />
          </st-field>
          <st-password-rules for="new_password"></st-password-rules>
        </div>
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">비밀번호 바꾸기</button>
      </form>
    </section>`);
    const form = this.find("form");
    onSubmit(form, () => this.#change(token, readForm(form).new_password), this.signal);
  }

  /** @param {string} token @param {string} new_password */
  async #change(token, new_password) {
    try {
      await session.enter("/accounts/password/reset/confirm/", { token, new_password });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === "invalid_link") return this.#expired();
      if (error.code === "withdrawal_pending") return this.#changedButAway(error);
      throw error;
    }
    toast("비밀번호를 바꿨어요. 다시 만나서 반가워요!");
    await navigate("/", { replace: true });
  }

  /** Who has left has a password again; coming back is a decision of its own. @param {ApiError} error */
  #changedButAway(error) {
    this.#turnTo(html`<section class="entrance passage">
      <span class="mark"><st-icon name="check"></st-icon></span>
      <h1 tabindex="-1">비밀번호를 바꿨어요</h1>
      <p class="lead">${error.message} 새 비밀번호로 로그인하면 되돌릴지 물어볼게요.</p>
      <a class="st-button is-primary is-block" href="/login">로그인하러 가기</a>
    </section>`);
  }

  #expired() {
    this.#turnTo(html`<section class="entrance passage">
      <span class="mark is-sad"><st-icon name="clock"></st-icon></span>
      <h1 tabindex="-1">이제 쓸 수 없는 링크예요</h1>
      <p class="lead">링크는 30분 안에 한 번만 쓸 수 있어요. 새 링크를 받아서 이어 가면 돼요.</p>
      <button class="st-button is-primary is-block" type="button" data-other>새 링크 받기</button>
      <a class="st-button is-plain is-block" href="/login">로그인으로 돌아가기</a>
    </section>`);
    this.find("[data-other]").addEventListener("click", () => this.#askAgain(), { signal: this.signal });
  }

  #askAgain() {
    this.#ask();
    this.find("input").focus();
  }

  /** Another step of the same page: told from its heading on. @param {import("../lib/html.js").Html} markup */
  #turnTo(markup) {
    this.render(markup);
    scrollTo(0, 0);
    this.find("h1").focus();
  }
}

customElements.define("st-password-reset-page", StPasswordResetPage);
