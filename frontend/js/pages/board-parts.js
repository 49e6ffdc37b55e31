/** The markup of the list page's parts. */
import { postMemo } from "../components/post-memo.js";
import { postRow } from "../components/post-row.js";
import { emptyState } from "../components/state.js";
import { cursorOf } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ADMISSION_TYPES, schoolYears, yearName } from "../lib/post-details.js";
import { FIELDS, isNarrowed, listHref } from "./board-query.js";

/**
 * @typedef {import("../lib/boards.js").Board} Board
 * @typedef {import("../lib/boards.js").PostSummary} PostSummary
 * @typedef {import("./board-query.js").ListState} ListState
 */

/** @param {Board} board */
export const heading = ({ name, title, lead }) => html`<header class="split">
  <div>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
  </div>
  <a class="st-button is-primary" href="/${name}/write"><st-icon name="pencil"></st-icon>글쓰기</a>
</header>`;

/** @param {Board} board @param {ListState} state */
export const searchForm = (
  { title },
  { field, q },
) => html`<form class="search" role="search" aria-label="${title}에서 찾기">
  <select class="st-input" name="field" aria-label="찾을 곳">
    ${FIELDS.map(({ value, label }) => html`<option value="${value}" ?selected="${value === field}">${label}</option>`)}
  </select>
  <input class="st-input" type="search" name="q" value="${q}" placeholder="찾을 말" aria-label="찾을 말" maxlength="100" autocomplete="off" enterkeyhint="search" />
  <button class="st-button" aria-label="찾기"><st-icon name="search"></st-icon></button>
</form>`;

/** @type {{ scope: ListState["scope"], label: string }[]} */
const SCOPES = [
  { scope: "all", label: "전체" },
  { scope: "hot", label: "인기글" },
];
/** @type {typeof SCOPES} */
const OWN_SCOPES = [
  { scope: "mine", label: "내가 쓴 글" },
  { scope: "liked", label: "좋아요한 글" },
];

/** @param {Board} board @param {ListState} state @param {boolean} isLoggedIn */
export const scopeTabs = ({ name }, state, isLoggedIn) => html`<nav class="st-tabs" aria-label="글 모아 보기">
  ${[...SCOPES, ...(isLoggedIn ? OWN_SCOPES : [])].map(({ scope, label }) => {
    const current = scope === state.scope && html` aria-current="page"`;
    return html`<a href="${listHref(name, { scope })}"${current}>${label}</a>`;
  })}
</nav>`;

/** @param {Board} board @param {ListState} state */
export const tagChips = ({ name, tags }, state) => html`<nav class="chips" aria-label="말머리로 모아 보기">
  ${["", ...tags].map((tag) => {
    const current = tag === state.tag && html` aria-current="page"`;
    return html`<a class="st-chip" href="${listHref(name, { ...state, tag, cursor: "" })}"${current}>${tag || "전체"}</a>`;
  })}
</nav>`;

/** @param {Board} board @param {ListState} state */
export function admissionFilter({ name }, state) {
  const { school_year, university, admission_type, is_outdated } = state;
  const said = [
    school_year && yearName(school_year),
    university,
    admission_type,
    is_outdated && "지난 자료 빼고",
  ];
  const words = said.filter(Boolean).join(" · ");
  const years = schoolYears(new Date(), Number(school_year) || null);
  const none = { school_year: "", university: "", admission_type: "", is_outdated: "", cursor: "" };
  return html`<details class="narrow ${words && "is-set"}">
    <summary><st-icon name="cap"></st-icon><span>${words || "학년도·대학·전형으로 거르기"}</span><st-icon name="chevron-down"></st-icon></summary>
    <form class="filter" aria-label="입시정보 거르기">
      <select class="st-input" name="school_year" aria-label="학년도">
        <option value="">모든 학년도</option>
        ${years.map((year) => html`<option value="${year}" ?selected="${String(year) === school_year}">${yearName(year)}</option>`)}
      </select>
      <input class="st-input" name="university" value="${university}" placeholder="대학" aria-label="대학" maxlength="40" autocomplete="off" enterkeyhint="search" />
      <input class="st-input" name="admission_type" value="${admission_type}" placeholder="전형" aria-label="전형" maxlength="40" list="admission-types" autocomplete="off" enterkeyhint="search" />
      <datalist id="admission-types">${ADMISSION_TYPES.map((type) => html`<option value="${type}"></option>`)}</datalist>
      <label class="st-check"><input type="checkbox" name="is_outdated" ?checked="${is_outdated === "false"}" />지난 자료 빼기</label>
      <div class="actions">
        ${words && html`<a class="st-button is-plain is-small" href="${listHref(name, { ...state, ...none })}">지우기</a>`}
        <button class="st-button is-small">거르기</button>
      </div>
    </form>
  </details>`;
}

/** @param {Board} board @param {ListState} state */
export const searchedFor = ({ name }, state) => html`<p class="found">
  <span><strong>‘${state.q}’</strong> ${FIELDS.find(({ value }) => value === state.field)?.label} 검색 결과</span>
  <a href="${listHref(name, { ...state, q: "", cursor: "" })}">검색 지우기</a>
</p>`;

/** @param {Board} board @param {PostSummary[]} notices @param {PostSummary[]} posts @param {import("../components/post-row.js").Sought} sought */
export function postList({ name, title }, notices, posts, sought) {
  const pinned = notices.map((post) => postRow(post, sought, true));
  if (name === "free") {
    return html`<ul class="st-card rows" aria-label="${title} 글">${pinned} ${posts.map((post) => postRow(post, sought))}</ul>`;
  }
  return html`${pinned.length > 0 && html`<ul class="st-card rows" aria-label="공지">${pinned}</ul>`}
  ${posts.length > 0 && html`<ul class="st-post-memos" aria-label="${title} 글">${posts.map((post) => postMemo(post, sought))}</ul>`}`;
}

/** @param {Board} board @param {ListState} state @param {import("../lib/boards.js").Page<PostSummary>} page */
export function pageLinks({ name }, state, { previous, next }) {
  /** @param {string | null} url @param {"prev" | "next"} rel @param {unknown} label */
  const link = (url, rel, label) =>
    url &&
    html`<a class="st-button" rel="${rel}" href="${listHref(name, { ...state, cursor: cursorOf(url) ?? "" })}">${label}</a>`;
  if (!previous && !next) return html``;
  return html`<nav class="st-pagination" aria-label="쪽 이동">
    ${link(previous, "prev", html`<st-icon name="chevron-left"></st-icon>이전`)}
    ${previous && html`<a class="st-button is-plain" href="${listHref(name, { ...state, cursor: "" })}">맨 처음으로</a>`}
    ${link(next, "next", html`다음<st-icon name="chevron-right"></st-icon>`)}
  </nav>`;
}

/** @param {Board} board @param {ListState} state */
export function nothing(board, state) {
  const { q, scope, cursor } = state;
  const whole = html`<a class="st-button" href="/${board.name}">전체 글 보기</a>`;
  if (q) {
    return emptyState({
      heading: `‘${q}’에 맞는 글이 없어요`,
      text: "더 짧은 말로 찾거나 찾을 곳을 바꿔 보세요.",
      icon: "search",
      action: whole,
    });
  }
  if (isNarrowed(state)) {
    return emptyState({
      heading: "여기에 맞는 글이 없어요",
      text: "고른 것을 하나씩 지워 보거나, 알고 있는 이야기를 처음으로 나눠 주세요.",
      icon: board.icon,
      action: whole,
    });
  }
  if (cursor) return emptyState({ heading: "여기에는 글이 없어요", icon: board.icon, action: whole });
  if (scope === "hot") {
    return emptyState({
      heading: "아직 인기글이 없어요",
      text: "좋아요와 댓글이 모이면 여기에 올라와요. 5분마다 새로 매겨요.",
      icon: "flame",
      action: whole,
    });
  }
  if (scope === "liked") {
    return emptyState({
      heading: "아직 좋아요한 글이 없어요",
      text: "마음에 드는 글에 하트를 눌러 두면 여기에 모여요.",
      icon: "heart",
      action: whole,
    });
  }
  return emptyState({
    heading: scope === "mine" ? "아직 쓴 글이 없어요" : "아직 글이 없어요",
    text: board.nothing,
    icon: "pencil",
    action: html`<a class="st-button is-primary" href="/${board.name}/write">글쓰기</a>`,
  });
}

export const loginNeeded = emptyState({
  heading: "로그인하면 볼 수 있어요",
  text: "내가 쓴 글과 좋아요한 글은 로그인한 뒤에 모아 볼 수 있어요.",
  icon: "lock",
  action: html`<button class="st-button is-primary" type="button" data-login>로그인</button>`,
});

/** In the shape of what is coming, so that nothing jumps. @param {Board} board */
export const skeleton = ({
  name,
}) => html`<div class="waiting ${name === "free" ? "st-card" : "st-post-memos"}" role="status">
  <span class="visually-hidden">글을 불러오는 중이에요</span>
  ${Array.from({ length: name === "free" ? 10 : 6 }, () => html`<div><span class="st-skeleton"></span><span class="st-skeleton is-short"></span></div>`)}
</div>`;
