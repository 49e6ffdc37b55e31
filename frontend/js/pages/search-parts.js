/** The markup of the search page's parts. */
import { searchResult } from "../components/search-result.js";
import { emptyState } from "../components/state.js";
import { cursorOf } from "../lib/api.js";
import { html } from "../lib/html.js";
import { withParticle } from "../lib/korean.js";
import { isNarrowed, PLACES, searchHref, WITHIN } from "./search-query.js";

/**
 * @typedef {import("./search-query.js").SearchState} SearchState
 * @typedef {import("../components/search-result.js").SearchResult} SearchResult
 * @typedef {import("../lib/boards.js").Page<SearchResult> & { suggestion: string | null }} Found
 */

/** @param {SearchState} state */
export const searchForm = ({ q }) => html`<form role="search" aria-label="모든 곳에서 찾기">
  <st-icon name="search"></st-icon>
  <input class="st-input" type="search" name="q" value="${q}" placeholder="글과 자주 묻는 질문에서 검색" aria-label="찾을 말"
    aria-keyshortcuts="Control+K Meta+K" maxlength="100" autocomplete="off" enterkeyhint="search" />
</form>`;

/** Links, so that each choice is an address; they say where the next search looks, too. @param {SearchState} state */
export const choices = (state) => html`<nav aria-label="찾을 곳">
  ${PLACES.map(({ label, ...place }) => chip(label, { ...state, ...place }, place.kind === state.kind && place.board === state.board))}
</nav>
<nav aria-label="제목이나 내용">
  ${WITHIN.map(({ label, within }) => {
    const isChosen = within === state.within;
    return chip(label, { ...state, within: isChosen ? "" : within }, isChosen);
  })}
</nav>`;

/** @param {string} label @param {SearchState} state @param {boolean} isChosen */
const chip = (label, state, isChosen) =>
  html`<a class="st-chip" href="${searchHref({ ...state, cursor: "" })}"${isChosen && html` aria-current="true"`}>${label}</a>`;

/** @param {string[]} recent */
export const start = (recent) => html`${
  recent.length > 0 &&
  html`<section aria-labelledby="recent">
    <div class="split">
      <h2 id="recent">최근 검색어</h2>
      <button class="st-button is-plain" type="button" data-forget-all>모두 지우기</button>
    </div>
    <ul class="st-card recent">${recent.map(
      (words) => html`<li>
        <a href="${searchHref({ q: words })}"><st-icon name="clock"></st-icon><span>${words}</span></a>
        <button class="st-icon-button" type="button" data-forget="${words}" aria-label="최근 검색어 ‘${words}’ 지우기"><st-icon name="close"></st-icon></button>
      </li>`,
    )}</ul>
    <p class="hint">이 기기에만 남고, 로그아웃하면 지워져요.</p>
  </section>`
}
<section class="tips" aria-labelledby="tips">
  <h2 id="tips">이렇게 찾을 수 있어요</h2>
  <ul>
    <li><strong>수</strong>처럼 한 글자로도, <strong>ㅅㅅ</strong>처럼 첫소리로도 찾아요. 첫소리는 제목에서만요.</li>
    <li>띄어 쓴 말은 모두 들어 있는 글만 찾아요. <strong>수시 면접</strong></li>
    <li>한글로 쳐야 할 말을 영어 자판으로 쳐도 알아채요. <strong>tntl</strong></li>
  </ul>
</section>`;

/** @param {string} q @param {Found} found */
export const summary = (q, { results, next, previous }) =>
  next || previous ? `‘${q}’ 검색 결과가 여러 쪽 있어요` : `‘${q}’ 검색 결과 ${results.length}개`;

/** @param {SearchState} state @param {Found} found */
export const results = (state, found) => html`<p class="found">${summary(state.q, found)}</p>
${suggestion(state, found)}
<ol class="st-card" aria-label="검색 결과">${found.results.map(searchResult)}</ol>
${pageLinks(state, found)}`;

/** @param {SearchState} state @param {Found} found */
const suggestion = (state, { suggestion: words }) =>
  words &&
  html`<p class="suggestion">혹시 <a href="${searchHref({ ...state, q: words, cursor: "" })}">‘${words}’</a>${withParticle(words, "을", "를").slice(words.length)} 찾으셨나요?</p>`;

/** @param {SearchState} state @param {Found} found */
export function nothing(state, found) {
  const { q } = state;
  if (state.cursor) {
    const first = html`<a class="st-button" href="${searchHref({ ...state, cursor: "" })}">첫 쪽으로</a>`;
    return emptyState({ heading: "여기에는 결과가 없어요", icon: "search", action: first });
  }
  return html`${suggestion(state, found)} ${emptyState({
    heading: `‘${q}’에 맞는 글이 없어요`,
    text: "맞춤법을 살피거나 더 짧은 말로 찾아보세요.",
    icon: "search",
    action: isNarrowed(state)
      ? html`<a class="st-button" href="${searchHref({ q })}">모든 곳에서 찾기</a>`
      : html`<a class="st-button" href="/free/write">게시판에 물어보기</a>`,
  })}`;
}

/** @param {SearchState} state @param {Found} page */
function pageLinks(state, { previous, next }) {
  /** @param {string | null} url @param {"prev" | "next"} rel @param {unknown} label */
  const link = (url, rel, label) =>
    url &&
    html`<a class="st-button" rel="${rel}" href="${searchHref({ ...state, cursor: cursorOf(url) ?? "" })}">${label}</a>`;
  return (
    (previous || next) &&
    html`<nav class="st-pagination" aria-label="쪽 이동">
    ${link(previous, "prev", html`<st-icon name="chevron-left"></st-icon>이전`)}
    ${link(next, "next", html`다음<st-icon name="chevron-right"></st-icon>`)}
  </nav>`
  );
}
