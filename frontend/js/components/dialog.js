/**
 * A question in a <dialog>; never confirm().
 *
 *     if (await confirmDialog({ title: "글을 지울까요?", body: "지운 글은 되돌릴 수 없어요.", confirmLabel: "지우기", danger: true })) …
 *
 * With fields in the body and work to do before it closes (errors are shown in it and it stays open):
 *
 *     const done = await confirmDialog({ title: "탈퇴할까요?", confirmLabel: "탈퇴하기", danger: true,
 *       body: html`<st-field label="비밀번호"><input name="password" type="password" required /></st-field>`,
 *       work: (form) => api.delete("/accounts/user/", { json: readForm(form) }) });
 */
import { onSubmit } from "../lib/forms.js";
import { fragment, html } from "../lib/html.js";

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string | import("../lib/html.js").Html} question.body
 * @param {string} question.confirmLabel
 * @param {boolean} [question.danger]
 * @param {(form: HTMLFormElement) => Promise<unknown>} [question.work]
 * @returns {Promise<boolean>} whether it was confirmed (and the work is done)
 */
export function confirmDialog({ title, body, confirmLabel, danger = false, work = async () => {} }) {
  document.body.append(
    fragment(html`<dialog class="st-dialog" aria-labelledby="dialog-title">
      <form novalidate>
        <h2 id="dialog-title">${title}</h2>
        ${typeof body === "string" ? html`<p>${body}</p>` : body}
        <p class="st-form-error" role="alert" hidden></p>
        <div class="actions">
          <button class="st-button" type="button" data-cancel>취소</button>
          <button class="st-button ${danger ? "is-danger" : "is-primary"}">${confirmLabel}</button>
        </div>
      </form>
    </dialog>`),
  );
  const dialog = /** @type {HTMLDialogElement} */ (document.body.lastElementChild);
  const form = /** @type {HTMLFormElement} */ (dialog.firstElementChild);
  const lifetime = new AbortController();
  const { signal } = lifetime;

  return new Promise((resolve) => {
    let confirmed = false;
    onSubmit(
      form,
      async () => {
        await work(form);
        confirmed = true;
        dialog.close();
      },
      signal,
    );
    dialog.addEventListener("click", (event) => {
      const isCancel = event.target instanceof Element && event.target.closest("[data-cancel]");
      if (isCancel || event.target === dialog) dialog.close(); // The dialog itself is hit only on its backdrop.
    });
    dialog.addEventListener("close", () => {
      lifetime.abort();
      dialog.remove();
      resolve(confirmed);
    });
    addEventListener("popstate", () => dialog.close(), { signal });
    dialog.showModal();
  });
}
