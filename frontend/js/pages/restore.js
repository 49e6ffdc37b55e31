/** Coming back within the days in which a withdrawal can be undone. */
import { confirmDialog } from "../components/dialog.js";
import { html } from "../lib/html.js";

/**
 * @param {import("../lib/api-error.js").ApiError} pending  says until when it can be undone
 * @param {() => Promise<unknown>} restore
 * @returns {Promise<boolean>} whether the person is back
 */
export const mayReturn = (pending, restore) =>
  confirmDialog({
    title: "탈퇴를 취소하고 돌아올까요?",
    body: html`<p>${pending.message}</p>
      <p>돌아오면 프로필과 글, 댓글이 모두 그대로예요.</p>`,
    confirmLabel: "돌아오기",
    work: restore,
  });
