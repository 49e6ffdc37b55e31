/** The markup of the shelf's parts. */
import { ownComment } from "../components/own-comment.js";
import { postRow } from "../components/post-row.js";
import { scrapRow } from "../components/scrap-row.js";
import { emptyState } from "../components/state.js";
import { cursorOf } from "../lib/api.js";
import { boardOf } from "../lib/boards.js";
import { html } from "../lib/html.js";
import { hasBoards, NO_FOLDER, placesOf, shelfHref, TABS } from "./shelf-query.js";

/**
 * @typedef {import("./shelf-query.js").ShelfState} ShelfState
 * @typedef {import("../lib/shelf.js").Folder} Folder
 * @typedef {import("../lib/shelf.js").Folders} Folders
 * @typedef {import("../lib/boards.js").Page<any>} Page
 */

/** @param {ShelfState} state */
export const tabs = (state) => html`<nav class="st-tabs" aria-label="내 서랍">
  ${TABS.map(({ tab, label }) => html`<a href="${shelfHref({ tab })}"${tab === state.tab && html` aria-current="page"`}>${label}</a>`)}
</nav>`;

/** @param {string} href @param {boolean} isChosen @param {unknown} words */
const chip = (href, isChosen, words) =>
  html`<a class="st-chip" href="${href}"${isChosen && html` aria-current="page"`}>${words}</a>`;

/** @param {ShelfState} state */
export const boardChips = ({ tab, board }) => html`<nav class="chips" aria-label="게시판">
  ${[boardOf("free"), boardOf("study")].map(({ name, title }) =>
    chip(shelfHref({ tab, board: /** @type {ShelfState["board"]} */ (name) }), name === board, title),
  )}
</nav>`;

/** @param {ShelfState} state @param {Folders} folders */
export const folderChips = (state, folders) => html`<nav class="chips" aria-label="폴더">
  ${placesOf(folders).map(({ folder, label, count }) =>
    chip(
      shelfHref({ tab: state.tab, folder }),
      folder === state.folder,
      html`<span>${label}</span><span class="count">${count}<span class="visually-hidden">개</span></span>`,
    ),
  )}
  <button class="st-chip" type="button" data-make><st-icon name="folder"></st-icon>폴더 만들기</button>
</nav>`;

/** @param {ShelfState} state @param {Folders} folders */
export const chosenFolder = ({ folder }, { results }) => results.find(({ id }) => String(id) === folder);

/** @param {Folder} folder */
export const folderTools = ({ name }) => html`<header class="split folder-tools">
  <h2>${name}</h2>
  <div>
    <button class="st-button is-small is-plain" type="button" data-rename><st-icon name="pencil"></st-icon>이름 바꾸기</button>
    <button class="st-button is-small is-plain" type="button" data-delete><st-icon name="trash"></st-icon>폴더 지우기</button>
  </div>
</header>`;

/** @param {ShelfState} state @param {any[]} results */
export function list(state, results) {
  const label = TABS.find(({ tab }) => tab === state.tab)?.label;
  /** @param {any} one */
  const row = (one) => {
    if (state.tab === "comments") return ownComment(one);
    return state.tab === "scraps" ? scrapRow(one, state.folder !== "") : postRow(one);
  };
  return html`<ul class="st-card rows" aria-label="${label}">${results.map(row)}</ul>`;
}

/** @param {ShelfState} state @param {Page} page */
export function pageLinks(state, { previous, next }) {
  /** @param {string | null} url @param {"prev" | "next"} rel @param {unknown} label */
  const link = (url, rel, label) =>
    url &&
    html`<a class="st-button" rel="${rel}" href="${shelfHref({ ...state, cursor: cursorOf(url) ?? "" })}">${label}</a>`;
  return (
    (previous || next) &&
    html`<nav class="st-pagination" aria-label="쪽 이동">
    ${link(previous, "prev", html`<st-icon name="chevron-left"></st-icon>이전`)}
    ${previous && html`<a class="st-button is-plain" href="${shelfHref({ ...state, cursor: "" })}">맨 처음으로</a>`}
    ${link(next, "next", html`다음<st-icon name="chevron-right"></st-icon>`)}
  </nav>`
  );
}

/** @param {string} href @param {string} words @param {boolean} [isMain] */
const way = (href, words, isMain = false) =>
  html`<a class="st-button ${isMain ? "is-primary" : ""}" href="${href}">${words}</a>`;

/** @param {ShelfState} state @param {boolean} isFolderGone */
export function nothing(state, isFolderGone) {
  const board = boardOf(state.board);
  const goToBoard = way(`/${board.name}`, `${board.title} 보러 가기`);
  const { tab, folder, cursor } = state;
  if (isFolderGone) {
    const all = way(shelfHref({ tab }), "스크랩 모두 보기");
    const text = "담아 둔 글은 폴더 없이 남아 있어요.";
    return emptyState({ heading: "이 폴더는 이제 없어요", text, icon: "folder", action: all });
  }
  if (cursor) {
    const first = way(shelfHref({ ...state, cursor: "" }), "첫 쪽으로");
    return emptyState({ heading: "여기에는 더 없어요", icon: "bookmark", action: first });
  }
  if (tab === "comments") {
    return emptyState({
      heading: "아직 쓴 댓글이 없어요",
      text: "마음이 가는 글에 먼저 말을 걸어 보세요.",
      icon: "comment",
      action: goToBoard,
    });
  }
  if (tab === "liked") {
    return emptyState({
      heading: `${board.title}에서 좋아요한 글이 없어요`,
      text: "마음에 드는 글에 하트를 눌러 두면 여기에 모여요.",
      icon: "heart",
      action: goToBoard,
    });
  }
  if (tab === "posts") {
    return emptyState({
      heading: `${board.title}에 쓴 글이 없어요`,
      text: board.nothing,
      icon: "pencil",
      action: way(`/${board.name}/write`, "글쓰기", true),
    });
  }
  if (folder) {
    return emptyState({
      heading: folder === NO_FOLDER ? "모두 폴더에 담겨 있어요" : "아직 비어 있는 폴더예요",
      text: folder === NO_FOLDER ? "" : "스크랩 옆의 폴더 그림을 눌러 담을 수 있어요.",
      icon: "folder",
      action: way(shelfHref({ tab }), "스크랩 모두 보기"),
    });
  }
  return emptyState({
    heading: "아직 스크랩한 글이 없어요",
    text: "다시 보고 싶은 글에서 ‘스크랩’을 누르면 여기에 모여요. 누가 스크랩했는지는 나만 알아요.",
    icon: "bookmark",
    action: way("/study", "입시정보 보러 가기"),
  });
}

/** In the shape of what is coming, so that nothing jumps. @param {ShelfState} state */
export const skeleton = (state) => html`${hasBoards(state) && boardChips(state)}
  ${state.tab === "scraps" && html`<div class="chips"><span class="st-skeleton is-chip"></span><span class="st-skeleton is-chip"></span><span class="st-skeleton is-chip"></span></div>`}
  <div class="st-card waiting" role="status">
    <span class="visually-hidden">불러오는 중이에요</span>
    ${Array.from({ length: 8 }, () => html`<div><span class="st-skeleton"></span><span class="st-skeleton is-short"></span></div>`)}
  </div>`;
