/**
 * One post that is kept, and what one may do with it there. The row leads to the post.
 *
 *     html`<ul class="st-card">${posts.map((post) => scrapRow(post))}</ul>`
 *     scrapRow(post, true)   // where all lie in one folder, it need not be said of each
 */
import { boardOf, postHref } from "../lib/boards.js";
import { html } from "../lib/html.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";
import "./scrap-button.js";

/** @param {import("../lib/shelf.js").ScrappedPost} post @param {boolean} [isInItsFolder] */
export const scrapRow = (post, isInItsFolder = false) => html`<li class="st-scrap-row">
  <a class="stretched-link" href="${postHref(post)}">${post.title}</a>
  <p class="about">
    <span>${boardOf(post.board).title}</span><span class="author">${post.author.name}</span>
    ${timeTag(post.scrapped_at)}
    ${!isInItsFolder && post.folder && html`<span class="folder"><st-icon name="folder"></st-icon><span>${post.folder.name}</span></span>`}
  </p>
  <st-scrap-button path="${boardOf(post.board).api}${post.id}/scrap/" ?scrapped="${post.is_scrapped}"></st-scrap-button>
</li>`;
