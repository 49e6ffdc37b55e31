/** The own profile, and the ways to all that belongs to it. */
import "../components/avatar.js";
import "../components/icon.js";
import "../components/theme-toggle.js";
import { ways } from "../components/ways.js";
import { StPage } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { session } from "../lib/session.js";
import { fullDate } from "../lib/time.js";

/** @typedef {import("../lib/session.js").Profile} Profile */

const OWN = [
  { href: "/shelf", icon: "bookmark", text: "내 서랍", note: "내 글, 내 댓글, 좋아요, 스크랩" },
  { href: "/help", icon: "help", text: "문의한 내용" },
];
const ACCOUNT = [
  { href: "/notifications/settings", icon: "bell", text: "알림 설정", note: "받을 알림, 조용한 시간" },
  {
    href: "/profile/account",
    icon: "lock",
    text: "계정과 보안",
    note: "비밀번호, 로그인한 기기, 들어오는 방법",
  },
  {
    href: "/profile/data",
    icon: "device",
    text: "내 정보 관리",
    note: "내려받기, 글과 댓글 정리, 탈퇴",
  },
];

/** @param {string} name @param {unknown} value @param {...unknown} notes */
const fact = (name, value, ...notes) => html`<div>
  <dt>${name}</dt>
  <dd>${value || html`<span class="none">아직 없어요</span>`}${value && notes.map((note) => note && html` <span class="st-chip">${note}</span>`)}</dd>
</div>`;

const invitation = html`<section class="st-card stack invitation">
  <p><strong>닉네임을 정하면 가입이 끝나요.</strong><br />그때부터 글과 댓글을 쓸 수 있어요.</p>
  <a class="st-button is-primary" href="/welcome?next=/profile">닉네임 정하기</a>
</section>`;

/** @param {Profile} user */
const card = (user) => html`${!user.is_complete && invitation}
  <section class="st-card face">
    <st-avatar class="is-large" name="${user.nickname}" src="${user.profile_picture}"></st-avatar>
    <div>
      <h2>${user.nickname || "아직 닉네임이 없어요"}</h2>
      <p class="handle">@${user.username}</p>
      ${user.about_me && html`<p class="about">${user.about_me}</p>`}
    </div>
    ${user.is_complete && html`<a class="st-button" href="/profile/edit"><st-icon name="pencil"></st-icon>프로필 고치기</a>`}
  </section>
  <dl class="st-card facts">
    ${fact("이름", user.name, "나만 보기")}
    ${fact("학교", [user.school_name, user.grade && `${user.grade}학년`].filter(Boolean).join(" "), user.show_school ? "공개" : "나만 보기")}
    ${fact("이메일", user.email, "나만 보기", user.email_confirmed ? "인증했어요" : "인증 전")}
    ${fact("가입한 날", fullDate(user.created_at))}
  </dl>
  ${ways(OWN)} ${ways(ACCOUNT)}
  <section class="st-card stack">
    <h2>화면 밝기</h2>
    <st-theme-toggle></st-theme-toggle>
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
  }
}

customElements.define("st-profile-page", StProfilePage);
