/**
 * Who wrote it: a way to the author's card, or a plain name where there is none to show.
 *
 *     html`${authorName(post.author)}`
 */
import { html } from "../lib/html.js";

/** @param {import("../lib/boards.js").Author} author */
export const authorName = ({ id, name }) =>
  id === null
    ? html`<span class="st-post-author">${name}</span>`
    : html`<a class="st-post-author" href="/users/${id}">${name}</a>`;
