/**
 * One post in a dense list. The whole row leads to it.
 *
 *     html`<ul class="st-card">${posts.map((post) => postRow(post, { title: "수시" }))}</ul>`   // what to mark, and where
 *
 * @typedef {{ title?: string, content?: string, author?: string }} Sought  words by where they were looked for
 */
import { postHref } from "../lib/boards.js";
import { highlight, highlightTitle } from "../lib/highlight.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";
import { pollMark, stat } from "./post-stat.js";

/** @param {import("../lib/boards.js").PostSummary} post @param {Sought} [sought] @param {boolean} [isPinned] */
export const postRow = (
  post,
  { title = "", author = "" } = {},
  isPinned = false,
) => html`<li class="st-post-row ${isPinned ? "is-pinned" : ""}">
  <a class="stretched-link" href="${postHref(post)}">
    ${post.is_notice && html`<st-icon name="pin"></st-icon><span class="visually-hidden">공지</span>`}
    ${post.is_hidden && html`<span class="st-chip">숨긴 글</span>`}
    ${post.tag && html`<span class="tag">${post.tag}</span>`}
    <span class="title">${highlightTitle(post.title, title)}</span>
    ${post.attachment_count > 0 && html`<st-icon class="clip" name="clip"></st-icon><span class="visually-hidden">파일 ${post.attachment_count}개</span>`}
    ${post.has_poll && pollMark}
    ${post.comment_count > 0 && html`<span class="comments"><span class="visually-hidden">댓글</span>${shortCount(post.comment_count)}</span>`}
  </a>
  <p class="about">
    <span class="author">${highlight(post.author.name, author)}</span>${timeTag(post.created_at)}
    ${stat("eye", "조회", post.hits)} ${stat(post.is_liked ? "heart-filled" : "heart", "좋아요", post.like_count)}
  </p>
</li>`;
