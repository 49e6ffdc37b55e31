/** Edits the own profile. */
import "../components/field.js";
import "../components/picture-field.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { onSubmit, readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { aboutFields, ownTexts } from "./profile-fields.js";

/** @typedef {import("../lib/session.js").Profile} Profile */

/** @param {Profile} user */
const form = (user) => html`<form class="st-card stack" novalidate>
  <st-picture-field name="${user.nickname}" src="${user.profile_picture}"></st-picture-field>
  <st-field label="닉네임" hint="글과 댓글에 보이는 이름이에요.">
    <input name="nickname" value="${user.nickname}" required maxlength="20" autocomplete="nickname" />
  </st-field>
  ${aboutFields(user)}
  <label class="st-check is-switch">
    <input type="checkbox" name="show_school" role="switch" ?checked="${user.show_school}" />
    <span>학교와 학년 공개하기<small>켜면 다른 사람도 내 프로필에서 볼 수 있어요.</small></span>
  </label>
  <p class="st-form-error" role="alert" hidden></p>
  <div class="actions">
    <a class="st-button" href="/profile">취소</a>
    <button class="st-button is-primary">저장하기</button>
  </div>
</form>`;

class StProfileEditPage extends StPage {
  connected() {
    this.render(html`<h1>프로필 고치기</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: async () => /** @type {Profile} */ (await session.profile()),
      show: form,
      shown: () => onSubmit(this.find("form"), () => this.#save(), this.signal),
      signal: this.signal,
    });
  }

  async #save() {
    const values = ownTexts(readForm(this.find("form")));
    const { change } = /** @type {import("../components/picture-field.js").StPictureField} */ (
      this.find("st-picture-field")
    );
    const body =
      change instanceof File
        ? { form: withPicture(values, change) }
        : { json: withoutPicture(values, change) };
    session.update(await api.patch("/accounts/user/", body));
    toast("프로필을 저장했어요.");
    await navigate("/profile", { replace: true });
  }
}

/** @param {Record<string, any>} values @param {File} picture */
function withPicture(values, picture) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, String(value ?? ""));
  data.set("profile_picture", picture);
  return data;
}

/** @param {Record<string, any>} values @param {null | undefined} change */
const withoutPicture = (values, change) => (change === null ? { ...values, profile_picture: null } : values);

customElements.define("st-profile-edit-page", StProfileEditPage);
