/**
 * What to do when a text was edited elsewhere meanwhile: both versions stand side by side, and nothing is lost.
 *
 *     const choice = await chooseVersion({ mine: { title, content }, theirs: await api.get(path) });   // "mine" | "theirs" | "edit"
 *
 * Closed without a choice, one goes on editing.
 */
import { fragment, html } from "../lib/html.js";
import { lineDiff } from "../lib/line-diff.js";
import "./icon.js";

/** @typedef {{ title?: string, content: string, details?: string }} Version  details: a line each */

/** @param {string} name @param {import("../lib/line-diff.js").Line[]} lines */
const versionMarkup = (name, lines) => html`<section aria-label="${name}">
  <h3>${name}</h3>
  <div class="text" role="group" aria-label="${name} 내용" tabindex="0">
    ${lines.map(({ text, differs }) =>
      differs
        ? html`<p class="is-different"><span aria-hidden="true">≠</span><span class="visually-hidden">다른 줄: </span><mark>${text || "(빈 줄)"}</mark></p>`
        : html`<p>${text}</p>`,
    )}
  </div>
</section>`;

/** @param {Version} version */
const wholeText = ({ title, content, details }) =>
  [title, content, details].filter((part) => part !== undefined && part !== "").join("\n\n");

/** @param {{ mine: Version, theirs: Version }} versions @returns {Promise<"mine" | "theirs" | "edit">} */
export function chooseVersion({ mine, theirs }) {
  const lines = lineDiff(wholeText(mine), wholeText(theirs));
  document.body.append(
    fragment(html`<dialog class="st-dialog st-version-choice" aria-labelledby="versions-title">
      <form method="dialog">
        <h2 id="versions-title">그사이 다른 곳에서 고쳤어요</h2>
        <p>두 내용을 보고 골라 주세요. 서로 다른 줄에는 ≠ 표시가 있어요.</p>
        <div class="versions">
          ${versionMarkup("지금 쓴 내용", lines.mine)} ${versionMarkup("다른 곳에서 고친 내용", lines.theirs)}
        </div>
        <div class="actions">
          <button class="st-button is-plain" value="edit" autofocus>이어서 고치기</button>
          <button class="st-button" value="theirs">다른 곳의 내용 두기</button>
          <button class="st-button is-primary" value="mine">내 내용으로 바꾸기</button>
        </div>
      </form>
    </dialog>`),
  );
  const dialog = /** @type {HTMLDialogElement} */ (document.body.lastElementChild);
  const lifetime = new AbortController();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      lifetime.abort();
      dialog.remove();
      resolve(/** @type {"mine" | "theirs" | "edit"} */ (dialog.returnValue || "edit"));
    });
    addEventListener("popstate", () => dialog.close(), { signal: lifetime.signal });
    dialog.showModal();
  });
}
