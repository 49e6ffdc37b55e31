/** Ways in: the password, the devices that are logged in, and accounts elsewhere. */
import { confirmDialog } from "../components/dialog.js";
import "../components/field.js";
import "../components/icon.js";
import "../components/password-rules.js";
import "../components/session-list.js";
import "../components/social-links.js";
import { toast } from "../components/toast.js";
import { wayBack } from "../components/way-back.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { session } from "../lib/session.js";

/** @typedef {import("../lib/session.js").Profile} Profile */

/** @param {Profile} user */
const sections = ({ has_password }) => html`<section class="st-card stack">
    <div>
      <h2>비밀번호</h2>
      <p class="about">${has_password ? "바꾸면 다른 기기에서는 모두 로그아웃돼요." : "아직 비밀번호가 없어요. 만들어 두면 아이디로도 로그인할 수 있어요."}</p>
    </div>
    <p><button class="st-button" type="button" data-password><st-icon name="lock"></st-icon>${has_password ? "비밀번호 바꾸기" : "비밀번호 만들기"}</button></p>
  </section>
  <section class="st-card stack">
    <h2>로그인한 기기</h2>
    <st-session-list></st-session-list>
  </section>
  <st-social-links></st-social-links>`;

class StProfileAccountPage extends StPage {
  connected() {
    this.render(html`${wayBack("/profile", "내 프로필")}
      <h1>계정과 보안</h1>
      <div class="content"></div>`);
    this.ready = this.#load();
    this.on("click", "[data-password]", () => this.#setPassword());
  }

  #load() {
    return loadInto(this.find(".content"), {
      load: async () => /** @type {Profile} */ (await session.profile()),
      show: sections,
      shown: ({ has_password }) => {
        this.find("st-social-links").hasPassword = has_password;
      },
      signal: this.signal,
    });
  }

  async #setPassword() {
    const user = /** @type {Profile} */ (await session.profile());
    const isDone = await (user.has_password ? changePassword() : makePassword(user));
    if (!isDone) return;
    toast(user.has_password ? "비밀번호를 바꿨어요." : "비밀번호를 만들었어요.");
    session.update({ ...user, has_password: true });
    await this.#load();
    this.find("[data-password]").focus();
  }
}

const newPassword = html`<st-field label="새 비밀번호" reveal>
    <input name="new_password" type="password" required minlength="8" autocomplete="new-password" />
  </st-field>
  <st-password-rules for="new_password"></st-password-rules>`;

/** @param {HTMLFormElement} form */
const send = (form) => api.post("/accounts/password/change/", { json: readForm(form) });

const changePassword = () =>
  confirmDialog({
    title: "비밀번호 바꾸기",
    body: html`<p>바꾸면 다른 기기에서는 로그아웃돼요.</p>
      <st-field label="지금 비밀번호" reveal>
        <input name="old_password" type="password" required autocomplete="current-password" />
      </st-field>
      ${newPassword}`,
    confirmLabel: "바꾸기",
    work: send,
  });

/** @param {Profile} user */
const makePassword = ({ username }) =>
  confirmDialog({
    title: "비밀번호 만들기",
    body: html`<p>다음부터는 아이디와 이 비밀번호로도 로그인할 수 있어요. 내 아이디: <strong>${username}</strong></p>
      ${newPassword}`,
    confirmLabel: "만들기",
    work: send,
  });

customElements.define("st-profile-account-page", StProfileAccountPage);
