/**
 * What a post or comment said before it was edited, for its author and the staff.
 *
 *     ${editedMark(post, mayLook)}            // "수정됨", and for those two a button
 *     showHistory("/post/3/");                // on a click on [data-history]
 */
import { api } from "../lib/api.js";
import { append, fragment, html, trustedHtml } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { detailText } from "../lib/post-details.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";
import "./prose.js";
import "./state.js";
import { ApiError } from "../lib/api-error.js";
import { toast } from "./toast.js";

/**
 * @typedef {{ version: number, title: string, content_html: string, details: import("../lib/post-details.js").Details,
 *   written_at: string }} Revision
 */

/** @param {{ is_edited: boolean, updated_at: string }} entry @param {boolean} mayLook */
export const editedMark = ({ is_edited, updated_at }, mayLook) =>
  is_edited &&
  (mayLook
    ? html`<button class="st-edited" type="button" data-history>${timeTag(updated_at)} 수정됨<span class="visually-hidden">, 고치기 전 내용 보기</span></button>`
    : html`<span>${timeTag(updated_at)} 수정됨</span>`);

/** @param {Revision} revision */
const revisionMarkup = ({ title, content_html, details, written_at }) => html`<li>
  <p class="when">${timeTag(written_at)}</p>
  ${title && html`<p class="title">${title}</p>`}
  <st-prose level="4">${trustedHtml(content_html)}</st-prose>
  ${detailText(details) && html`<p class="details">${detailText(details)}</p>`}
</li>`;

/** @param {string} path  of the post or comment */
export function showHistory(path) {
  document.body.append(
    fragment(html`<dialog class="st-dialog st-edit-history" aria-labelledby="history-title">
      <div class="inside">
        <h2 id="history-title" tabindex="-1" autofocus>고치기 전 내용</h2>
        <p>글쓴이와 운영진만 볼 수 있어요. 새로 고친 것부터 50개까지 남아요.</p>
        <div class="content"></div>
        <div class="actions"><button class="st-button" type="button" data-close>닫기</button></div>
      </div>
    </dialog>`),
  );
  const dialog = /** @type {HTMLDialogElement} */ (document.body.lastElementChild);
  const content = /** @type {HTMLElement} */ (dialog.querySelector(".content"));
  const lifetime = new AbortController();
  const { signal } = lifetime;
  /** @type {string | null} */
  let next = null;

  const more = async (/** @type {HTMLElement} */ button) => {
    if (!next || button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      const page = await api.get(next, { signal });
      append(/** @type {Element} */ (content.querySelector("ol")), html`${page.results.map(revisionMarkup)}`);
      next = page.next;
      button.hidden = next === null;
    } catch (error) {
      if (error instanceof ApiError) toast(error.message);
      else if (!signal.aborted) throw error;
    } finally {
      button.ariaBusy = "false";
    }
  };

  dialog.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target === dialog || target.closest("[data-close]")) dialog.close();
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-more]"));
    if (button) more(button);
  });
  dialog.addEventListener("close", () => {
    lifetime.abort();
    dialog.remove();
  });
  addEventListener("popstate", () => dialog.close(), { signal });
  dialog.showModal();
  loadInto(content, {
    load: () => api.get(`${path}revision/`, { signal }),
    show: (page) => html`<ol>${page.results.map(revisionMarkup)}</ol>
      <button class="st-button is-block" type="button" data-more ?hidden="${page.next === null}">더 보기</button>`,
    empty: (page) => page.results.length === 0 && html`<p>남아 있는 내용이 없어요.</p>`,
    shown: (page) => {
      next = page.next;
    },
    loading: html`<p role="status">불러오는 중이에요</p>`,
    signal,
  });
}
