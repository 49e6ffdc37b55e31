/** Who is suspended can't log in; what is theirs all the same needs no login, but the name and the password once more. */
import "../components/icon.js";
import { confirmDialog } from "../components/dialog.js";
import { toast } from "../components/toast.js";
import { api } from "../lib/api.js";
import { EXPORT_TIMEOUT_MS, saveExport } from "../lib/download.js";
import { html } from "../lib/html.js";
import { navigate } from "../lib/router.js";

/** @typedef {{ username: string, password: string }} Credentials */

export const suspendedNotice = html`<section class="entrance passage">
    <span class="mark is-sad"><st-icon name="alert"></st-icon></span>
    <h1 tabindex="-1">정지된 계정이에요</h1>
    <p class="lead">지금은 로그인할 수 없어요. 왜 정지됐는지 궁금하거나 잘못된 것 같으면 문의해 주세요.</p>
    <a class="st-button is-primary is-block" href="/help">문의하기</a>
    <form novalidate>
      <p class="st-form-error" role="alert" hidden></p>
      <button class="st-button is-plain is-block">내 정보 내려받기</button>
    </form>
    <button class="st-button is-plain is-block" type="button" data-withdraw>탈퇴하기</button>
  </section>`;

/** @param {Credentials} json @param {AbortSignal} signal */
export async function takeAlong(json, signal) {
  const options = { json, anonymous: true, asFile: true, timeout: EXPORT_TIMEOUT_MS, signal };
  saveExport(await api.post("/accounts/suspended/export/", options));
  toast("내 정보를 내려받았어요.");
}

/** @param {Credentials} json */
export async function withdraw(json) {
  const isDone = await confirmDialog({
    title: "정말 탈퇴할까요?",
    body: html`<p>7일 동안은 다시 로그인해서 되돌릴 수 있어요. 되돌려도 정지는 그대로예요.</p>
      <p>그 뒤에는 내 정보가 모두 지워지고, 숨기지 않은 글과 댓글은 내 이름 없이 남아요.</p>`,
    confirmLabel: "탈퇴하기",
    danger: true,
    work: () => api.post("/accounts/suspended/withdraw/", { json, anonymous: true }),
  });
  if (!isDone) return;
  navigate("/");
  toast("탈퇴했어요. 그동안 고마웠어요.");
}
