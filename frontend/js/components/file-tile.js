/**
 * A file in the composer: what it is, how far it has come, and what can be done with it.
 *
 *     html`<ul>${tiles.map((tile, place) => fileTile(tile, { isFirst: place === 0, isLocked }))}</ul>`
 *
 * @typedef {object} Tile
 * @property {number} key
 * @property {string} name
 * @property {number} size
 * @property {string} alt
 * @property {string} preview  address of a picture that can be shown, or ""
 * @property {string} error
 * @property {boolean} isSending
 * @property {File} [file]  until it is stored
 * @property {string} [idempotencyKey]  of storing it
 * @property {AbortController} [upload]
 * @property {import("../lib/attachments.js").Attachment} [attachment]  once it is stored
 */
import { ALT_MAX_LENGTH, isPicture, kindWords } from "../lib/attachments.js";
import { html } from "../lib/html.js";
import "./icon.js";

/** @param {Tile} tile @param {boolean} isFirst */
const acts = ({ name, isSending }, isFirst) => html`<div class="acts">
  ${
    !isFirst &&
    !isSending &&
    html`<button class="st-icon-button" type="button" data-forward aria-label="${name} 앞으로 옮기기" title="앞으로 옮기기"><st-icon name="chevron-left"></st-icon></button>`
  }
  <button class="st-icon-button" type="button" data-remove aria-label="${name} 빼기" title="빼기"><st-icon name="close"></st-icon></button>
</div>`;

/** @param {Tile} tile @param {{ isFirst: boolean, isLocked: boolean, canRetry: boolean }} place */
export const fileTile = (
  tile,
  { isFirst, isLocked, canRetry },
) => html`<li class="st-file-tile ${tile.error ? "is-refused" : ""}" data-key="${tile.key}">
  ${
    tile.preview
      ? html`<img src="${tile.preview}" alt="" width="64" height="64" />`
      : html`<span class="sheet"><st-icon name="file"></st-icon></span>`
  }
  <div class="about">
    <p class="name">${tile.name}</p>
    <p class="kind">${kindWords(tile)}</p>
  </div>
  ${!isLocked && acts(tile, isFirst)}
  ${tile.isSending && html`<progress max="1" value="0" aria-label="${tile.name} 올리는 중"></progress>`}
  ${tile.error && html`<p class="error" role="alert">${tile.error}</p>`}
  ${
    tile.error &&
    canRetry &&
    html`<button class="st-button is-small" type="button" data-retry><st-icon name="retry"></st-icon>다시 올리기</button>`
  }
  ${
    isPicture(tile) &&
    html`<input data-alt data-no-draft value="${tile.alt}" maxlength="${ALT_MAX_LENGTH}" placeholder="사진에 무엇이 있나요?" aria-label="${tile.name} 설명" autocomplete="off" ?readonly="${isLocked}" />`
  }
</li>`;
