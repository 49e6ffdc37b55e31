/**
 * One result of a search, from a board or the frequent questions. The whole of it leads there.
 *
 *     html`<ol class="st-card">${results.map(searchResult)}</ol>`
 */
import { boardOf, postHref } from "../lib/boards.js";
import { html } from "../lib/html.js";
import { timeTag } from "../lib/time.js";

/**
 * @typedef {{ text: string, is_match: boolean }} Part
 *
 * @typedef {object} SearchResult
 * @property {"post" | "faq"} kind
 * @property {"free" | "study" | null} board  null for a frequent question
 * @property {number} id
 * @property {string} title
 * @property {Part[]} title_parts
 * @property {string} excerpt
 * @property {Part[]} excerpt_parts
 * @property {string} created_at
 */

/** @param {SearchResult} result */
export const searchResult = ({
  board,
  id,
  title_parts,
  excerpt_parts,
  created_at,
}) => html`<li class="st-search-result">
  <a class="stretched-link" href="${board ? postHref({ board, id }) : `/help#faq-${id}`}">${marked(title_parts)}</a>
  ${excerpt_parts.length > 0 && html`<p class="excerpt">${marked(excerpt_parts)}</p>`}
  <p class="about"><span>${board ? boardOf(board).title : "자주 묻는 질문"}</span>${timeTag(created_at)}</p>
</li>`;

/** @param {Part[]} parts */
const marked = (parts) =>
  html`${parts.map(({ text, is_match }) => (is_match ? html`<mark>${text}</mark>` : text))}`;
