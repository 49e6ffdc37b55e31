/**
 * What hangs on a post: pictures to look at, documents to take along.
 *
 *     html`${attachmentList(post.attachments)}`
 */
import { kindWords, shownSize, thumbnailWidth } from "../lib/attachments.js";
import { StElement } from "../lib/element.js";
import { append, html } from "../lib/html.js";
import "./icon.js";

/**
 * @typedef {import("../lib/attachments.js").Attachment} Attachment
 * @typedef {Attachment & { width: number, height: number, thumbnail: string }} Picture
 */

/** @param {Picture} picture */
function pictureItem(picture) {
  const { url, thumbnail, alt, name, width } = picture;
  const shown = shownSize(picture);
  const sources = `${thumbnail} ${thumbnailWidth(picture)}w, ${url} ${width}w`;
  return html`<li>
    <button type="button" data-picture="${url}" aria-label="${alt || name} 크게 보기">
      <img src="${url}" srcset="${sources}" sizes="(min-width: 44rem) ${shown.width < 640 ? shown.width : 640}px, 100vw" width="${shown.width}" height="${shown.height}" alt="${alt}" loading="lazy" decoding="async" />
    </button>
  </li>`;
}

/** @param {Attachment} document */
const documentItem = (document) => html`<li>
  <a href="${document.url}" download>
    <st-icon name="file"></st-icon>
    <span class="name">${document.name}</span>
    <span class="kind">${kindWords(document)}</span>
  </a>
</li>`;

/** @param {Attachment[]} attachments */
export function attachmentList(attachments) {
  const pictures = /** @type {Picture[]} */ (attachments.filter(({ thumbnail }) => thumbnail));
  const documents = attachments.filter(({ thumbnail }) => !thumbnail);
  return (
    attachments.length > 0 &&
    html`<st-attachment-list>
      ${pictures.length > 0 && html`<ul class="pictures" aria-label="사진">${pictures.map(pictureItem)}</ul>`}
      ${documents.length > 0 && html`<ul class="documents" aria-label="파일">${documents.map(documentItem)}</ul>`}
    </st-attachment-list>`
  );
}

class StAttachmentList extends StElement {
  connected() {
    this.on("click", "[data-picture]", (_, button) =>
      this.#look(button.dataset.picture, button.firstElementChild),
    );
  }

  /** @param {string} url @param {HTMLImageElement} small */
  #look(url, { alt }) {
    append(
      document.body,
      html`<dialog class="st-lightbox" aria-label="사진 크게 보기">
        <img src="${url}" alt="${alt}" />
        ${alt && html`<p>${alt}</p>`}
        <button class="st-icon-button" type="button" aria-label="닫기"><st-icon name="close"></st-icon></button>
      </dialog>`,
    );
    const dialog = /** @type {HTMLDialogElement} */ (document.body.lastElementChild);
    const close = () => dialog.close();
    dialog.addEventListener("click", close);
    dialog.addEventListener("close", () => dialog.remove());
    addEventListener("popstate", close, { once: true });
    dialog.showModal();
  }
}

customElements.define("st-attachment-list", StAttachmentList);
