/** Sign-up: what is needed first, the rest folded away; ends in a welcome with the way to the login. */
import "../components/field.js";
import "../components/icon.js";
import "../components/password-rules.js";
import { api } from "../lib/api.js";
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { navigate, nextPath } from "../lib/router.js";
import { session } from "../lib/session.js";
import { aboutFields, ownTexts } from "./profile-fields.js";

const DRAFT = "signup";

const needed = html`
  <st-field label="아이디" hint="4~30자의 영문, 숫자, 점(.), 밑줄(_), 하이픈(-). 로그인할 때만 써요.">
    <input name="username" required minlength="4" maxlength="30" pattern="[A-Za-z0-9_.\\-]+" autocomplete="username"
      title="영문, 숫자, 점(.), 밑줄(_), 하이픈(-)만 쓸 수 있어요." autocapitalize="none" spellcheck="false" />
  </st-field>
  <div class="stack password">
    <st-field label="비밀번호" reveal>
      <input name="password" type="password" required minlength="8" autocomplete="new-password" />
    </st-field>
    <st-password-rules for="password"></st-password-rules>
  </div>
  <st-field label="닉네임" hint="글과 댓글에 보이는 이름이에요. 본명은 쓰지 않는 게 좋아요.">
    <input name="nickname" required maxlength="20" autocomplete="nickname" />
  </st-field>`;

const consent = html`<div class="terms">
  <details>
    <summary>이용약관, 이것만은 알아 두세요<st-icon name="chevron-down"></st-icon></summary>
    <ul>
      <li>로그인과 글쓰기에 필요한 정보만 받아요. 이름, 학교, 이메일은 쓰지 않아도 돼요.</li>
      <li>다른 사람에게는 닉네임과 소개, 사진만 보여요. 학교와 학년은 직접 켰을 때만 보여요.</li>
      <li>남을 괴롭히거나 누군가의 개인정보를 올리면 글이 지워지고 이용이 멈출 수 있어요.</li>
      <li>언제든 프로필에서 탈퇴할 수 있고, 그때 개인정보는 모두 지워져요.</li>
    </ul>
  </details>
  <st-field>
    <label class="st-check"><input type="checkbox" name="agreed_terms" required />이용약관을 읽었고 동의해요</label>
  </st-field>
  <st-field>
    <label class="st-check"><input type="checkbox" name="is_over_14" required />만 14세 이상이에요</label>
  </st-field>
</div>`;

class StSignupPage extends StPage {
  connected() {
    const next = nextPath();
    if (session.isLoggedIn) {
      navigate(next, { replace: true });
      return;
    }
    this.render(html`<section class="entrance">
      <h1>스쿨톡스에 온 걸 환영해요</h1>
      <p class="lead">1분이면 돼요. 꼭 필요한 것만 물어볼게요.</p>
      <form class="st-card stack" novalidate>
        ${needed}
        <details class="more">
          <summary>더 알려 주기 <span class="st-chip">선택</span><st-icon name="chevron-down"></st-icon></summary>
          <div class="stack">${aboutFields({})}</div>
        </details>
        ${consent}
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">가입하기</button>
      </form>
      <p class="aside">이미 회원이에요? <a href="/login?${new URLSearchParams({ next })}">로그인</a></p>
    </section>`);
    const form = this.find("form");
    keepDraft(form, DRAFT, this.signal);
    onSubmit(form, () => this.#signUp(form, next), this.signal);
  }

  /** @param {HTMLFormElement} form @param {string} next */
  async #signUp(form, next) {
    const user = await api.post("/accounts/signup/", { json: ownTexts(readForm(form)), anonymous: true });
    forgetDraft(DRAFT);
    this.#welcome(user, next);
  }

  /** @param {import("../lib/session.js").Profile} user @param {string} next */
  #welcome({ nickname, username }, next) {
    this.render(html`<section class="entrance welcome" role="status">
      <span class="mark"><st-icon name="check"></st-icon></span>
      <h1 tabindex="-1">가입을 마쳤어요</h1>
      <p class="lead">${nickname}님, 반가워요! 이제 로그인하고 첫 이야기를 남겨 보세요.</p>
      <a class="st-button is-primary is-block" href="/login?${new URLSearchParams({ username, next })}">로그인하러 가기</a>
      <a class="st-button is-plain is-block" href="/">둘러보기</a>
    </section>`);
    scrollTo(0, 0);
    this.find("h1").focus();
  }
}

customElements.define("st-signup-page", StSignupPage);
