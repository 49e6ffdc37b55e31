/**
 * One comment of one's own, under the title of the post that it leads to.
 *
 *     html`<ul class="st-card">${comments.map(ownComment)}</ul>`
 */
import { boardOf, commentId, postHref } from "../lib/boards.js";
import { html, trustedHtml } from "../lib/html.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";
import { stat } from "./post-stat.js";
import "./prose.js";

/** @param {import("../lib/shelf.js").OwnComment} comment */
export const ownComment = ({
  id,
  post,
  parent,
  content_html,
  is_anonymous,
  is_hidden,
  is_liked,
  like_count,
  created_at,
}) => html`<li class="st-own-comment">
  <p class="post">
    ${
      post.title === null
        ? html`<span>글쓴이가 숨긴 글</span>`
        : html`<a href="${postHref(post)}#${commentId(id)}">${post.title}</a>`
    }
  </p>
  <st-prose level="2">${trustedHtml(content_html)}</st-prose>
  <p class="about">
    <span>${boardOf(post.board).title}</span>${timeTag(created_at)}
    ${stat(is_liked ? "heart-filled" : "heart", "좋아요", like_count)}
    ${parent !== null && html`<span class="st-chip">답글</span>`}
    ${is_anonymous && html`<span class="st-chip">익명</span>`}
    ${is_hidden && html`<span class="st-chip">숨긴 댓글</span>`}
  </p>
</li>`;
