/** Edits the own profile. */
import "../components/email-code.js";
import "../components/field.js";
import "../components/picture-field.js";
import { proof } from "../components/proof.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { forgetDraft, keepDraft } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { aboutFields, nicknameField, requestOf } from "./profile-fields.js";

const DRAFT = "profile";

/** @typedef {import("../lib/session.js").Profile} Profile */

/** @param {{ user: Profile, rules: { email_code: string } }} data */
const form = ({ user, rules }) => html`<form class="st-card stack" novalidate>
  <st-picture-field name="${user.nickname}" src="${user.profile_picture}"></st-picture-field>
  ${nicknameField(user)} ${aboutFields(user)}
  <st-email-code mode="${rules.email_code}" email="${user.email}" ?confirmed="${user.email_confirmed}"></st-email-code>
  <div class="proof"></div>
  <label class="st-check is-switch">
    <input type="checkbox" name="show_school" role="switch" ?checked="${user.show_school}" />
    <span>학교와 학년 공개하기<small>켜면 다른 사람도 내 프로필에서 볼 수 있어요.</small></span>
  </label>
  <p class="st-form-error" role="alert" hidden></p>
  <div class="actions">
    <a class="st-button" href="/profile" data-cancel>취소</a>
    <button class="st-button is-primary">저장하기</button>
  </div>
</form>`;

/** @param {Profile} user */
const proofHint = ({ email_confirmed }) =>
  `이메일을 바꾸려면 필요해요.${email_confirmed ? " 바뀌었다고 예전 주소로도 알려 드려요." : ""}`;

class StProfileEditPage extends StPage {
  connected() {
    this.render(html`<h1>프로필 고치기</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => this.#load(),
      show: form,
      shown: ({ user }) => this.#begin(user),
      signal: this.signal,
    });
    this.on("click", "[data-cancel]", () => forgetDraft(DRAFT));
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
    if (!user.is_complete) {
      navigate("/welcome?next=/profile/edit", { replace: true });
      return;
    }
    const form = this.find("form");
    this.on("input", "[name=email]", (_, { value }) => this.#askForProof(user, value.trim()));
    keepDraft(form, DRAFT, this.signal).then((isRestored) => {
      if (isRestored) toast("고치다 만 내용을 불러왔어요.");
    });
    onSubmit(form, () => this.#save(), this.signal);
  }

  /** An address is a way into the account: another one wants the password. @param {Profile} user @param {string} email */
  #askForProof(user, email) {
    const place = this.find(".proof");
    const isAnother = email.toLowerCase() !== user.email.toLowerCase();
    const isAsked = place.childElementCount > 0;
    if (isAnother && !isAsked) render(place, html`${proof(user, proofHint(user))}`);
    if (!isAnother && isAsked) place.replaceChildren();
  }

  async #save() {
    const { change } = /** @type {import("../components/picture-field.js").StPictureField} */ (
      this.find("st-picture-field")
    );
    session.update(await api.patch("/accounts/user/", requestOf(readForm(this.find("form")), change)));
    forgetDraft(DRAFT);
    toast("프로필을 저장했어요.");
    await navigate("/profile", { replace: true });
  }
}

customElements.define("st-profile-edit-page", StProfileEditPage);
