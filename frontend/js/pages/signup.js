/** Sign-up: what is needed first, the rest folded away; ends logged in, with a welcome that says where to begin. */
import "../components/email-code.js";
import "../components/icon.js";
import "../components/password-rules.js";
import "../components/picture-field.js";
import "../components/social-buttons.js";
import { toast } from "../components/toast.js";
import { ways } from "../components/ways.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate, nextPath } from "../lib/router.js";
import { session } from "../lib/session.js";
import { aboutFields, consentFields, nicknameField, requestOf } from "./profile-fields.js";

const DRAFT = "signup";
const RULES = "/accounts/signup/";

/** @typedef {{ email_code: "required" | "optional" | "off", terms_version: string }} Rules */

const names = html`
  <st-field label="아이디" hint="4~30자의 영문, 숫자, 점(.), 밑줄(_), 하이픈(-). 로그인할 때만 써요.">
    <input name="username" required minlength="4" maxlength="30" pattern="[A-Za-z0-9_.\\-]+" autocomplete="username"
      title="영문, 숫자, 점(.), 밑줄(_), 하이픈(-)만 쓸 수 있어요." autocapitalize="none" spellcheck="false" />
    <st-availability></st-availability>
  </st-field>
  <div class="stack password">
    <st-field label="비밀번호" reveal hint="상관없는 낱말을 서너 개 이으면 외우기 쉽고 안전해요.">
      <input name="password" type="password" required minlength="8" autocomplete="new-password" />
    </st-field>
    <st-password-rules for="password"></st-password-rules>
  </div>
  ${nicknameField({})}`;

/** @param {Rules} rules */
const signupForm = ({ email_code, terms_version }) => html`<form class="st-card stack" novalidate>
  ${names}
  <st-email-code mode="${email_code}"></st-email-code>
  <details class="more">
    <summary>더 알려 주기 <span class="st-chip">선택</span><st-icon name="chevron-down"></st-icon></summary>
    <div class="stack">
      <st-picture-field name="" src=""></st-picture-field>
      ${aboutFields({})}
    </div>
  </details>
  ${consentFields(terms_version)}
  <p class="st-form-error" role="alert" hidden></p>
  <button class="st-button is-primary is-block">가입하기</button>
</form>`;

const FIRST_STEPS = [
  { href: "/free/write", icon: "pencil", text: "첫 글 쓰기", note: "급식 이야기도, 고민도 좋아요" },
  { href: "/study", icon: "cap", text: "입시정보 둘러보기", note: "수시, 정시, 면접 소식이 모여 있어요" },
  { href: "/ai", icon: "sparkle", text: "AI 튜터에게 물어보기", note: "막힌 문제를 차근차근 풀어 줘요" },
  { href: "/profile/edit", icon: "user", text: "프로필 꾸미기", note: "사진과 소개를 넣어 보세요" },
];

class StSignupPage extends StPage {
  #next = nextPath();
  #termsVersion = "";

  connected() {
    const next = this.#next;
    if (session.isLoggedIn) {
      navigate(next, { replace: true });
      return;
    }
    this.render(html`<section class="entrance">
      <h1>스쿨톡스에 온 걸 환영해요</h1>
      <p class="lead">1분이면 돼요. 꼭 필요한 것만 물어볼게요.</p>
      <div class="content"></div>
      <p class="aside">이미 회원이에요? <a href="/login?${new URLSearchParams({ next })}">로그인</a></p>
      <st-social-buttons next="${next}" divider="또는"></st-social-buttons>
    </section>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => this.#learnRules(),
      show: signupForm,
      shown: () => this.#begin(),
      signal: this.signal,
    });
  }

  /** @returns {Promise<Rules>} */
  async #learnRules() {
    const rules = await api.get(RULES, { anonymous: true, signal: this.signal });
    this.#termsVersion = rules.terms_version;
    return rules;
  }

  #begin() {
    const form = this.find("form");
    keepDraft(form, DRAFT, this.signal);
    onSubmit(form, () => this.#signUp(form), this.signal);
  }

  /** @param {HTMLFormElement} form */
  async #signUp(form) {
    const values = { ...readForm(form), terms_version: this.#termsVersion };
    const { change } = /** @type {import("../components/picture-field.js").StPictureField} */ (
      this.find("st-picture-field")
    );
    try {
      await api.post(RULES, { ...requestOf(values, change ?? undefined), anonymous: true });
    } catch (error) {
      if (error instanceof ApiError && error.errors.some(({ code }) => code === "terms_changed")) {
        await this.#askConsentAgain();
      }
      throw error;
    }
    forgetDraft(DRAFT);
    await this.#enter(readForm(form));
  }

  async #askConsentAgain() {
    const { terms_version } = await this.#learnRules();
    this.find(".terms .version").textContent = `이용약관 ${terms_version}`;
    this.find(".terms details").open = true;
    this.find("[name=agreed_terms]").checked = false;
  }

  /** Who has just said the password need not say it again. @param {Record<string, any>} values */
  async #enter({ username, password, nickname }) {
    try {
      await session.login(username, password);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast("가입을 마쳤어요. 이제 로그인해 주세요.");
      await navigate(`/login?${new URLSearchParams({ username, next: this.#next })}`, { replace: true });
      return;
    }
    this.#welcome(nickname);
  }

  /** @param {string} nickname */
  #welcome(nickname) {
    const next = this.#next;
    this.render(html`<section class="entrance welcome">
      <span class="mark"><st-icon name="check"></st-icon></span>
      <h1 tabindex="-1">가입을 마쳤어요</h1>
      <p class="lead">${nickname}님, 반가워요! 로그인도 해 두었어요. 무엇부터 해 볼까요?</p>
      ${next !== "/" && html`<a class="st-button is-primary is-block" href="${next}">보던 곳으로 돌아가기</a>`}
      ${ways(FIRST_STEPS)}
      ${next === "/" && html`<a class="st-button is-plain is-block" href="/">홈으로 가기</a>`}
    </section>`);
    scrollTo(0, 0);
    this.find("h1").focus();
  }
}

customElements.define("st-signup-page", StSignupPage);
