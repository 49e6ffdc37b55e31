/**
 * One post as a memo on paper. The whole memo leads to it; its colour comes from its place in the list.
 *
 *     html`<ul class="st-post-memos">${posts.map((post) => postMemo(post, { title: "수시" }))}</ul>`
 */
import { postHref } from "../lib/boards.js";
import { highlight, highlightTitle } from "../lib/highlight.js";
import { html } from "../lib/html.js";
import { timeTag } from "../lib/time.js";
import { stat } from "./post-stat.js";

/** @param {import("../lib/boards.js").PostSummary} post @param {import("./post-row.js").Sought} [sought] */
export const postMemo = (
  post,
  { title = "", content = "", author = "" } = {},
) => html`<li class="st-post-memo">
  ${post.thumbnail && html`<img src="${post.thumbnail}" alt="" loading="lazy" decoding="async" />`}
  ${post.is_hidden && html`<span class="st-chip">숨긴 글</span>`}
  <a href="${postHref(post)}">${highlightTitle(post.title, title)}</a>
  <p class="excerpt">${highlight(post.excerpt, content)}</p>
  <p class="about">
    <span class="author">${highlight(post.author.name, author)}</span>${timeTag(post.created_at)}
  </p>
  <p class="about counts">
    ${stat("eye", "조회", post.hits)} ${stat("comment", "댓글", post.comment_count)}
    ${stat(post.is_liked ? "heart-filled" : "heart", "좋아요", post.like_count)}
  </p>
</li>`;
