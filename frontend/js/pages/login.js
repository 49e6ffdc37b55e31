/** Login; leads back to where one was. Arriving from the sign-up, the user name is filled in: `?username=`. */
import "../components/field.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { navigate, nextPath } from "../lib/router.js";
import { session } from "../lib/session.js";

class StLoginPage extends StPage {
  connected() {
    const next = nextPath();
    if (session.isLoggedIn) {
      navigate(next, { replace: true });
      return;
    }
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
      </form>
      <p class="aside">아직 회원이 아니에요? <a href="/signup?${new URLSearchParams({ next })}">회원가입</a></p>
    </section>`);
    const form = this.find("form");
    onSubmit(form, () => this.#logIn(form, next), this.signal);
    if (username) form.elements.password.focus();
  }

  /** @param {HTMLFormElement} form @param {string} next */
  async #logIn(form, next) {
    const { username, password } = readForm(form);
    await session.login(username, password);
    await navigate(next, { replace: true });
  }
}

customElements.define("st-login-page", StLoginPage);
