/**
 * Tells staff that something should not be there. Who tells is shown to nobody.
 *
 *     this.on("click", "[data-report]", () => report("/post/3/report/"));
 *     report("/chat/api/chat-messages/8/report/", { guestHeaders: room.headers });   // open to guests, who are known by these
 */
import { api } from "../lib/api.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import { confirmDialog } from "./dialog.js";
import "./field.js";
import { toast } from "./toast.js";

const DETAIL_MAX_LENGTH = 500;
const REASONS = {
  abuse: "욕설이나 괴롭힘",
  privacy: "개인 정보",
  sexual: "음란하거나 성적인 말",
  danger: "다치게 하거나 위험한 일",
  spam: "광고나 도배",
  wrong: "틀린 정보",
  other: "다른 까닭",
};

/** @param {string} path @param {{ guestHeaders?: Record<string, string> }} [options]  without headers guests have to log in */
export async function report(path, { guestHeaders } = {}) {
  if (!session.isLoggedIn && !guestHeaders) {
    await askToLogIn();
    return;
  }
  const isDone = await confirmDialog({
    title: "운영진에게 신고할까요?",
    body: html`<p>누가 신고했는지는 글쓴이도 운영진도 볼 수 없어요. 지금 누군가 위험하다면 112나 109에 먼저 알려 주세요.</p>
      <st-field label="까닭">
        <select name="reason" required>
          <option value="">골라 주세요</option>
          ${Object.entries(REASONS).map(([reason, words]) => html`<option value="${reason}">${words}</option>`)}
        </select>
      </st-field>
      <st-field label="자세한 내용 (선택)" counter>
        <textarea name="detail" maxlength="${DETAIL_MAX_LENGTH}" rows="3"></textarea>
      </st-field>`,
    confirmLabel: "신고하기",
    danger: true,
    work: (form) => api.put(path, { json: readForm(form), headers: guestHeaders }),
  });
  if (isDone) toast("신고했어요. 운영진이 살펴볼게요.");
}
