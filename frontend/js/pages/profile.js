/** The own profile, and what one can do with the account. */
import "../components/avatar.js";
import { confirmDialog } from "../components/dialog.js";
import "../components/field.js";
import "../components/icon.js";
import "../components/password-rules.js";
import "../components/theme-toggle.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { fullDate } from "../lib/time.js";

/** @typedef {import("../lib/session.js").Profile} Profile */

/** @param {string} name @param {unknown} value @param {string} [note] */
const fact = (name, value, note) => html`<div>
  <dt>${name}</dt>
  <dd>${value || html`<span class="none">아직 없어요</span>`}${value && note && html` <span class="st-chip">${note}</span>`}</dd>
</div>`;

/** @param {string} href @param {string} icon @param {string} text */
const way = (href, icon, text) => html`<li>
  <a href="${href}"><st-icon name="${icon}"></st-icon>${text}<st-icon name="chevron-right"></st-icon></a>
</li>`;

/** @param {Profile} user */
const card = (user) => html`<section class="st-card face">
    <st-avatar class="is-large" name="${user.nickname}" src="${user.profile_picture}"></st-avatar>
    <div>
      <h2>${user.nickname}</h2>
      <p class="handle">@${user.username}</p>
      ${user.about_me && html`<p class="about">${user.about_me}</p>`}
    </div>
    <a class="st-button" href="/profile/edit"><st-icon name="pencil"></st-icon>프로필 고치기</a>
  </section>
  <dl class="st-card facts">
    ${fact("이름", user.name, "나만 보기")}
    ${fact("학교", [user.school_name, user.grade && `${user.grade}학년`].filter(Boolean).join(" "), user.show_school ? "공개" : "나만 보기")}
    ${fact("이메일", user.email, "나만 보기")} ${fact("가입한 날", fullDate(user.created_at))}
  </dl>
  <ul class="st-card ways">
    ${way("/free?mine=true", "board", "내가 쓴 자유글")} ${way("/study?mine=true", "cap", "내가 쓴 입시정보")}
    ${way("/free?liked=true", "heart", "좋아요한 글")} ${way("/help", "help", "문의한 내용")}
  </ul>
  <section class="st-card stack">
    <h2>화면 밝기</h2>
    <st-theme-toggle></st-theme-toggle>
  </section>
  <section class="account">
    <button class="st-button" type="button" data-password><st-icon name="lock"></st-icon>비밀번호 바꾸기</button>
    <button class="st-button is-plain" type="button" data-withdraw>회원 탈퇴</button>
  </section>`;

class StProfilePage extends StPage {
  connected() {
    this.render(html`<h1>내 프로필</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: async () => /** @type {Profile} */ (await session.profile()),
      show: card,
      signal: this.signal,
    });
    this.on("click", "[data-password]", () => changePassword());
    this.on("click", "[data-withdraw]", () => withdraw());
  }
}

async function changePassword() {
  const isDone = await confirmDialog({
    title: "비밀번호 바꾸기",
    body: html`<p>바꾸면 다른 기기에서는 로그아웃돼요.</p>
      <st-field label="지금 비밀번호" reveal>
        <input name="old_password" type="password" required autocomplete="current-password" />
      </st-field>
      <st-field label="새 비밀번호" reveal>
        <input name="new_password" type="password" required minlength="8" autocomplete="new-password" />
      </st-field>
      <st-password-rules for="new_password"></st-password-rules>`,
    confirmLabel: "바꾸기",
    work: (form) => api.post("/accounts/password/change/", { json: readForm(form) }),
  });
  if (isDone) toast("비밀번호를 바꿨어요.");
}

async function withdraw() {
  const isDone = await confirmDialog({
    title: "정말 탈퇴할까요?",
    body: html`<p>프로필과 로그인 정보는 바로 지워지고 되돌릴 수 없어요. 쓴 글과 댓글은 '탈퇴한 사용자' 이름으로 남으니, 지우고 싶은 글은 먼저 지워 주세요.</p>
      <st-field label="비밀번호" reveal>
        <input name="password" type="password" required autocomplete="current-password" />
      </st-field>`,
    confirmLabel: "탈퇴하기",
    danger: true,
    work: (form) => api.delete("/accounts/user/", { json: readForm(form) }),
  });
  if (!isDone) return;
  navigate("/"); // First: without a login this page would lead to the login.
  session.end();
  toast("탈퇴했어요. 그동안 고마웠어요.");
}

customElements.define("st-profile-page", StProfilePage);
