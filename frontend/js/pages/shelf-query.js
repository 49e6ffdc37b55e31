/**
 * What the shelf shows, as its address says it.
 *
 *     const state = readShelf(this.query);                     // ?tab=scraps&folder=3&cursor=…
 *     shelfHref({ ...state, cursor: "" });                     // /shelf?tab=scraps&folder=3
 *     api.get(pathOf(state), { query: apiQuery(state) });      // /scraps/?folder=3
 */
import { boardOf } from "../lib/boards.js";
import { byName } from "../lib/shelf.js";

export const TABS = [
  { tab: "posts", label: "내 글" },
  { tab: "comments", label: "내 댓글" },
  { tab: "liked", label: "좋아요" },
  { tab: "scraps", label: "스크랩" },
];
export const NO_FOLDER = "none";

const PAGE_SIZE = 20;

/**
 * @typedef {object} ShelfState
 * @property {string} tab  one of TABS
 * @property {"free" | "study"} board  of posts, own and liked; each board has a list of its own
 * @property {string} folder  of scraps: an id, NO_FOLDER, or empty for all
 * @property {string} cursor  opaque, from the API; empty for the first page
 */

/** @param {{ tab: string }} state */
export const hasBoards = ({ tab }) => tab === "posts" || tab === "liked";

/** @param {URLSearchParams} query @returns {ShelfState} */
export function readShelf(query) {
  const wanted = query.get("tab");
  const tab = TABS.find((known) => known.tab === wanted)?.tab ?? TABS[0].tab;
  const folder = query.get("folder") ?? "";
  return {
    tab,
    board: hasBoards({ tab }) && query.get("board") === "study" ? "study" : "free",
    folder: tab === "scraps" && /^(?:none|[1-9]\d{0,15})$/.test(folder) ? folder : "",
    cursor: query.get("cursor") ?? "",
  };
}

/** @param {Partial<ShelfState>} state */
export function shelfHref({ tab = TABS[0].tab, board = "free", folder = "", cursor = "" }) {
  const query = new URLSearchParams({
    ...(tab !== TABS[0].tab && { tab }),
    ...(board !== "free" && { board }),
    ...(folder && { folder }),
    ...(cursor && { cursor }),
  });
  return query.size ? `/shelf?${query}` : "/shelf";
}

/** @param {ShelfState} state */
export function pathOf({ tab, board }) {
  if (tab === "comments") return "/comments/mine/";
  return tab === "scraps" ? "/scraps/" : boardOf(board).api;
}

/** @param {ShelfState} state */
export const apiQuery = ({ tab, folder, cursor }) => ({
  ...(tab === "posts" && { mine: true }),
  ...(tab === "liked" && { liked: true }),
  folder,
  cursor,
  page_size: PAGE_SIZE,
});

/**
 * The places that scraps lie in; without a folder there is but one place, and nothing to choose.
 * @param {import("../lib/shelf.js").Folders} folders
 */
export function placesOf({ results, unfiled }) {
  if (results.length === 0) return [];
  const all = results.reduce((sum, { count }) => sum + count, unfiled);
  return [
    { folder: "", label: "전체", count: all },
    ...byName(results).map(({ id, name, count }) => ({ folder: String(id), label: name, count })),
    { folder: NO_FOLDER, label: "폴더 없음", count: unfiled },
  ];
}
