/** Leaving: what happens when, and how to come back; then, with the password, the last step. */
import { confirmDialog } from "../components/dialog.js";
import { proof } from "../components/proof.js";
import { toast } from "../components/toast.js";
import { wayBack } from "../components/way-back.js";
import { api } from "../lib/api.js";
import { forgetAllDrafts } from "../lib/drafts.js";
import { StPage } from "../lib/element.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { forgetAllSearches } from "../lib/recent-searches.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { fullDate } from "../lib/time.js";

/** @typedef {import("../lib/session.js").Profile} Profile */

const DAYS_TO_RETURN = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

const lastDay = () => fullDate(Date.now() + DAYS_TO_RETURN * DAY_MS);

/** @param {Profile} user */
const summary = ({ has_password }) => html`<ol class="st-card steps">
    <li>
      <h2>탈퇴하면 바로</h2>
      <p>모든 기기에서 로그아웃되고, 내 프로필은 아무에게도 보이지 않아요. 글과 댓글에는 ‘탈퇴한 사용자’라고 나와요.</p>
    </li>
    <li>
      <h2>7일 동안, ${lastDay()}까지</h2>
      <p>마음이 바뀌면 ${has_password ? "아이디와 비밀번호로" : "쓰던 계정으로"} 다시 로그인하세요. 되돌리겠냐고 묻고, 프로필과 글이 모두 그대로 돌아와요.</p>
    </li>
    <li>
      <h2>7일 뒤에는</h2>
      <p>아이디, 닉네임, 이메일, 학교, 사진, 문의, AI 튜터와 나눈 이야기, 숨긴 글이 모두 지워지고 되돌릴 수 없어요.</p>
    </li>
    <li>
      <h2>남는 것</h2>
      <p>숨기지 않은 글과 댓글, 채팅에서 한 말은 내 이름 없이 남아요. 남기고 싶지 않은 글과 댓글은 먼저 정리해 주세요.</p>
    </li>
  </ol>
  <div class="buttons">
    <a class="st-button" href="/profile/data">먼저 내려받거나 정리하기</a>
    <button class="st-button is-danger" type="button" data-withdraw>탈퇴하기</button>
  </div>`;

class StProfileLeavePage extends StPage {
  connected() {
    this.render(html`${wayBack("/profile/data", "내 정보 관리")}
      <h1>회원 탈퇴</h1>
      <p class="lead">떠나기 전에, 무엇이 어떻게 되는지 알려 드릴게요.</p>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: async () => /** @type {Profile} */ (await session.profile()),
      show: summary,
      shown: (user) => {
        this.find("[data-withdraw]").addEventListener("click", () => withdraw(user), { signal: this.signal });
      },
      signal: this.signal,
    });
  }
}

/** @param {Profile} user */
async function withdraw(user) {
  const isDone = await confirmDialog({
    title: "정말 탈퇴할까요?",
    body: html`<p>${lastDay()}까지는 다시 로그인해서 되돌릴 수 있어요.</p>
      ${proof(user)}`,
    confirmLabel: "탈퇴하기",
    danger: true,
    work: (form) => api.delete("/accounts/user/", { json: readForm(form) }),
  });
  if (!isDone) return;
  navigate("/"); // First: without a login this page would lead to the login.
  forgetAllDrafts();
  forgetAllSearches();
  session.end();
  toast(`탈퇴했어요. 그동안 고마웠어요. ${lastDay()}까지는 돌아올 수 있어요.`);
}

customElements.define("st-profile-leave-page", StProfileLeavePage);
