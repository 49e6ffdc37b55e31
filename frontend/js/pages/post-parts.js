/** The markup that the pages of one post share. */
import { attachmentList } from "../components/attachment-list.js";
import "../components/avatar.js";
import { editedMark } from "../components/edit-history.js";
import "../components/icon.js";
import "../components/like-button.js";
import "../components/poll.js";
import { authorName } from "../components/post-author.js";
import { stat } from "../components/post-stat.js";
import "../components/prose.js";
import "../components/scrap-button.js";
import "../components/state.js";
import { postHref } from "../lib/boards.js";
import { html, trustedHtml } from "../lib/html.js";
import { dayName, hostOf, yearName } from "../lib/post-details.js";
import { timeTag } from "../lib/time.js";
import { listHref } from "./board-query.js";

/**
 * @typedef {import("../lib/boards.js").Board} Board
 * @typedef {import("../lib/boards.js").Post} Post
 */

/** @param {Post} post @param {boolean} mayLook  at its history */
const byline = (post, mayLook) => html`<div class="byline">
  <st-avatar name="${post.author.name}" src="${post.author.profile_picture}"></st-avatar>
  <p>
    ${authorName(post.author)} ${post.is_anonymous && post.is_mine && html`<span class="st-chip">나</span>`}
    <span class="about">
      ${timeTag(post.created_at)} ${editedMark(post, mayLook)}
      ${stat("eye", "조회", post.hits)}
    </span>
  </p>
</div>`;

/** @param {Post} post @param {boolean} mayDelete */
const tools = (post, mayDelete) => html`<div class="tools">
  ${!post.is_mine && html`<button class="st-button is-small is-plain" type="button" data-report-post><st-icon name="alert"></st-icon>신고</button>`}
  ${post.is_mine && html`<a class="st-button is-small is-plain" href="${postHref(post)}/edit"><st-icon name="pencil"></st-icon>고치기</a>`}
  ${mayDelete && html`<button class="st-button is-small is-plain" type="button" data-delete-post><st-icon name="trash"></st-icon>지우기</button>`}
</div>`;

const hiddenNotice = html`<p class="hidden-notice">
  <span class="st-chip">숨긴 글</span>나만 볼 수 있어요. <a href="/profile/data">다시 보이게 하기</a>
</p>`;

/** For what the post holds; each leads to what else there is of it. @param {Board} board @param {Post} post */
function admissions(
  { name },
  { school_year, university, admission_type, source_url, valid_until, is_outdated },
) {
  /** @param {string} label @param {unknown} value */
  const line = (label, value) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  /** @param {Partial<import("./board-query.js").ListState>} state @param {string} words */
  const link = (state, words) => html`<a href="${listHref(name, state)}">${words}</a>`;
  const lines = [
    line("학년도", school_year && link({ school_year: String(school_year) }, yearName(school_year))),
    line("대학", university && link({ university }, university)),
    line("전형", admission_type && link({ admission_type }, admission_type)),
    line("유효 기한", valid_until && dayName(valid_until)),
    line(
      "출처",
      source_url &&
        html`<a href="${source_url}" target="_blank" rel="noopener noreferrer nofollow">${hostOf(source_url)}</a>`,
    ),
  ].filter(Boolean);
  if (lines.length === 0) return "";
  return html`<div class="admissions">
    ${is_outdated && html`<p class="outdated"><st-icon name="clock"></st-icon>지난 자료일 수 있어요. 올해 모집요강을 꼭 확인해 주세요.</p>`}
    <dl>${lines}</dl>
  </div>`;
}

/** @param {Board} board @param {Post} post @param {boolean} mayDelete */
export function article(board, post, mayDelete) {
  const { content_html } = post;
  return html`<article class="st-card">
    <header>
      ${post.is_notice && html`<span class="st-chip is-accent"><st-icon name="pin"></st-icon>공지</span>`}
      ${post.is_hidden && hiddenNotice}
      ${post.tag && html`<a class="tag" href="${listHref(board.name, { tag: post.tag })}">${post.tag}</a>`}
      <h1>${post.title}</h1>
      ${byline(post, mayDelete)}
    </header>
    ${admissions(board, post)}
    <st-prose level="2">${trustedHtml(content_html)}</st-prose>
    ${post.poll && html`<st-poll path="${board.api}${post.id}/poll/" ?removable="${mayDelete}"></st-poll>`}
    ${attachmentList(post.attachments)}
    <footer>
      <st-like-button class="is-large" path="${board.api}${post.id}/like/" count="${post.like_count}" ?liked="${post.is_liked}"></st-like-button>
      <st-scrap-button class="is-large" path="${board.api}${post.id}/scrap/" ?scrapped="${post.is_scrapped}"></st-scrap-button>
      <button class="st-button is-plain" type="button" data-comments><st-icon name="comment"></st-icon>댓글</button>
      ${tools(post, mayDelete)}
    </footer>
  </article>`;
}

/**
 * @typedef {{ id: number, title: string } | null} Neighbor
 * @param {Board} board @param {{ previous: Neighbor, next: Neighbor }} neighbors
 */
export function neighborLinks(board, { previous, next }) {
  /** @param {Neighbor} post @param {string} label @param {string} icon */
  const link = (post, label, icon) =>
    post &&
    html`<a href="${postHref({ board: board.name, id: post.id })}">
      <st-icon name="${icon}"></st-icon><span class="label">${label}</span><span class="title">${post.title}</span>
    </a>`;
  if (!previous && !next) return "";
  return html`<nav class="neighbors st-card" aria-label="앞뒤 글">
    ${link(next, "다음 글", "chevron-up")} ${link(previous, "이전 글", "chevron-down")}
  </nav>`;
}

/** @param {Board} board */
export const gone = ({ name, title, icon }) => html`<st-state class="is-empty">
  <st-icon name="${icon}"></st-icon>
  <h1 class="heading">이 글은 이제 없어요</h1>
  <p>글쓴이가 지웠거나 주소가 바뀐 것 같아요.</p>
  <a class="st-button is-primary" href="/${name}">${title} 보러 가기</a>
</st-state>`;

/** @param {Post} post */
export const notYours = (post) => html`<st-state class="is-empty">
  <st-icon name="lock"></st-icon>
  <h1 class="heading">내가 쓴 글만 고칠 수 있어요</h1>
  <p>이 글은 ${post.author.name}님이 썼어요.</p>
  <a class="st-button is-primary" href="${postHref(post)}">글로 돌아가기</a>
</st-state>`;

export const skeleton = html`<div class="st-card waiting" role="status">
  <span class="visually-hidden">글을 불러오는 중이에요</span>
  <span class="st-skeleton is-title"></span><span class="st-skeleton is-short"></span>
  ${Array.from({ length: 7 }, () => html`<span class="st-skeleton"></span>`)}
</div>`;
