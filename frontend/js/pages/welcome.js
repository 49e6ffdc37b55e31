/**
 * The rest of a sign-up that began at Google or Kakao. Before it one may read; what one was about to write is kept, and
 * `?next=` leads back to it.
 */
import "../components/email-code.js";
import "../components/icon.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate, nextPath } from "../lib/router.js";
import { session } from "../lib/session.js";
import { consentFields, nicknameField, requestOf, schoolFields } from "./profile-fields.js";

const DRAFT = "welcome";

/** @typedef {import("../lib/session.js").Profile} Profile */

class StWelcomePage extends StPage {
  #next = nextPath();

  connected() {
    this.render(html`<section class="entrance">
      <h1>거의 다 왔어요</h1>
      <p class="lead">닉네임만 정하면 글도 쓰고 댓글도 달 수 있어요.</p>
      <div class="content"></div>
      <p class="aside"><a href="${this.#next}">나중에 할게요</a><br />그동안 글은 자유롭게 읽을 수 있어요.</p>
    </section>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => this.#load(),
      show: ({ user, rules }) => html`<form class="st-card stack" novalidate>
        ${nicknameField(user)} ${schoolFields(user)}
        ${!user.email && rules.email_code === "required" && html`<st-email-code mode="required"></st-email-code>`}
        ${consentFields(rules.terms_version)}
        <p class="st-form-error" role="alert" hidden></p>
        <button class="st-button is-primary is-block">시작하기</button>
      </form>`,
      shown: ({ user }) => this.#begin(user),
      signal: this.signal,
    });
  }

  async #load() {
    const [user, rules] = await Promise.all([
      /** @type {Promise<Profile>} */ (session.profile()),
      api.get("/accounts/signup/", { anonymous: true, signal: this.signal }),
    ]);
    return { user, rules };
  }

  /** @param {Profile} user */
  #begin(user) {
    if (user.is_complete) {
      navigate(this.#next, { replace: true });
      return;
    }
    const form = this.find("form");
    keepDraft(form, DRAFT, this.signal);
    onSubmit(form, () => this.#complete(form, user), this.signal);
  }

  /** @param {HTMLFormElement} form @param {Profile} user */
  async #complete(form, { email }) {
    const values = { email, email_code: "", ...readForm(form) };
    const user = await api.patch("/accounts/user/", requestOf(values));
    forgetDraft(DRAFT);
    session.update(user);
    toast(`${user.nickname}님, 반가워요! 이제 글을 쓸 수 있어요.`);
    await navigate(this.#next, { replace: true });
  }
}

customElements.define("st-welcome-page", StWelcomePage);
