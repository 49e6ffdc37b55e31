/**
 * Login; leads back to where one was. Arriving from the sign-up, the user name is filled in: `?username=`. With `?again=`
 * it asks members without a password, for something important, whether it is still they.
 */
import "../components/field.js";
import "../components/social-buttons.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { navigate, nextPath } from "../lib/router.js";
import { session } from "../lib/session.js";
import { mayReturn } from "./restore.js";
import { suspendedNotice, takeAlong, withdraw } from "./suspended.js";

class StLoginPage extends StPage {
  #next = nextPath();

  connected() {
    if (session.isLoggedIn && this.query.has("again")) this.#askAgain();
    else if (session.isLoggedIn) this.#goOn();
    else this.#ask();
  }

  #ask() {
    const next = this.#next;
    const username = this.query.get("username");
    this.render(html`<section class="entrance">
      <h1>다시 만나서 반가워요</h1>
      <p class="lead">${next === "/" ? "로그인하고 이야기를 이어 가요." : "로그인하면 보던 곳으로 바로 돌아가요."}</p>
      <form class="st-card stack" novalidate>
        <st-field label="아이디">
          <input name="username" value="${username}" required autocomplete="username" autocapitalize="none" spellcheck="false" />
        </st-field>
        <st-field label="비밀번호" reveal>
          <input name="password" type="password" required autocomplete="current-password" />
        </st-field>
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">로그인</button>
        <a class="forgot" href="/password-reset">비밀번호를 잊었어요</a>
      </form>
      <p class="aside">아직 회원이 아니에요? <a href="/signup?${new URLSearchParams({ next })}">회원가입</a></p>
      <st-social-buttons next="${next}" divider="또는"></st-social-buttons>
    </section>`);
    const form = this.find("form");
    onSubmit(form, () => this.#logIn(form), this.signal);
    session.addEventListener("change", () => this.#followOtherTab(form), { signal: this.signal });
    if (username) form.elements.password.focus();
  }

  #askAgain() {
    this.render(html`<section class="entrance">
      <h1>다시 한번 로그인해 주세요</h1>
      <p class="lead">중요한 일이라서, 방금 로그인한 분만 할 수 있어요. 로그인하면 보던 곳으로 돌아가요.</p>
      <st-social-buttons next="${this.#next}"></st-social-buttons>
      <p class="aside"><a href="${this.#next}">그만두고 돌아가기</a></p>
    </section>`);
  }

  /** @param {HTMLFormElement} form */
  async #logIn(form) {
    const { username, password } = readForm(form);
    try {
      await session.login(username, password);
    } catch (error) {
      if (error instanceof ApiError && error.code === "suspended")
        return this.#keepOut({ username, password });
      if (!(error instanceof ApiError) || error.code !== "withdrawal_pending") throw error;
      const restore = () => session.enter("/accounts/user/restore/", { username, password });
      if (!(await mayReturn(error, restore))) return;
    }
    await this.#goOn();
  }

  /** @param {import("./suspended.js").Credentials} credentials */
  #keepOut(credentials) {
    this.render(suspendedNotice);
    this.find("h1").focus();
    onSubmit(this.find("form"), () => takeAlong(credentials, this.signal), this.signal);
    this.on("click", "[data-withdraw]", () => withdraw(credentials));
  }

  /** @param {HTMLFormElement} form  busy while it logs in itself */
  #followOtherTab(form) {
    if (session.isLoggedIn && form.ariaBusy !== "true") this.#goOn();
  }

  #goOn() {
    return navigate(this.#next, { replace: true });
  }
}

customElements.define("st-login-page", StLoginPage);
