/**
 * One post in a dense list. The whole row leads to it.
 *
 *     html`<ul class="st-card">${posts.map((post) => postRow(post, words))}</ul>`   // words: what was searched, or ""
 */
import { postHref } from "../lib/boards.js";
import { highlight } from "../lib/highlight.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";
import { stat } from "./post-stat.js";

/** @param {import("../lib/boards.js").PostSummary} post @param {string} words @param {boolean} [isPinned] */
export const postRow = (
  post,
  words,
  isPinned = false,
) => html`<li class="st-post-row ${isPinned ? "is-pinned" : ""}">
  <a href="${postHref(post)}">
    ${post.is_notice && html`<st-icon name="pin"></st-icon><span class="visually-hidden">공지</span>`}
    <span class="title">${highlight(post.title, words)}</span>
    ${post.comment_count > 0 && html`<span class="comments"><span class="visually-hidden">댓글</span>${shortCount(post.comment_count)}</span>`}
  </a>
  <p class="about">
    <span class="author">${post.author.name}</span>${timeTag(post.created_at)}
    ${stat("eye", "조회", post.hits)} ${stat(post.is_liked ? "heart-filled" : "heart", "좋아요", post.like_count)}
  </p>
</li>`;
