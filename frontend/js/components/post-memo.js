/**
 * One post as a memo on paper. The whole memo leads to it; its colour comes from its place in the list.
 *
 *     html`<ul class="st-post-memos">${posts.map((post) => postMemo(post, { title: "수시" }))}</ul>`
 */
import { postHref } from "../lib/boards.js";
import { highlight, highlightTitle } from "../lib/highlight.js";
import { html } from "../lib/html.js";
import { yearName } from "../lib/post-details.js";
import { timeTag } from "../lib/time.js";
import { pollMark, stat } from "./post-stat.js";

/** @param {import("../lib/boards.js").PostSummary} post */
function labels({ tag, school_year, university, admission_type, is_outdated }) {
  const said = [tag, school_year && yearName(school_year), university, admission_type].filter(Boolean);
  if (said.length === 0 && !is_outdated) return "";
  return html`<p class="labels">
    ${is_outdated && html`<span class="st-chip is-warn">지난 자료일 수 있어요</span>`}
    ${said.map((label) => html`<span>${label}</span>`)}
  </p>`;
}

/** @param {import("../lib/boards.js").PostSummary} post @param {import("./post-row.js").Sought} [sought] */
export const postMemo = (
  post,
  { title = "", content = "", author = "" } = {},
) => html`<li class="st-post-memo">
  ${post.thumbnail && html`<img src="${post.thumbnail}" alt="" loading="lazy" decoding="async" />`}
  ${post.is_hidden && html`<span class="st-chip">숨긴 글</span>`}
  <a class="stretched-link" href="${postHref(post)}">${highlightTitle(post.title, title)}</a>
  ${labels(post)}
  <p class="excerpt">${highlight(post.excerpt, content)}</p>
  <p class="about">
    <span class="author">${highlight(post.author.name, author)}</span>${timeTag(post.created_at)}
  </p>
  <p class="about counts">
    ${stat("eye", "조회", post.hits)} ${stat("comment", "댓글", post.comment_count)}
    ${stat(post.is_liked ? "heart-filled" : "heart", "좋아요", post.like_count)}
    ${post.has_poll && pollMark}
  </p>
</li>`;
