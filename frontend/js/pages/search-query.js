/**
 * What the search page shows, as its address says it.
 *
 *     const state = readSearch(this.query);                    // ?q=수시&board=study&within=title&cursor=…
 *     searchHref({ ...state, cursor: "", within: "title" });   // /search?q=…
 *     api.get("/search/", { query: state });                   // the API calls all of it by the same names
 *
 * @typedef {object} SearchState
 * @property {string} q  the searched words; empty before there are any
 * @property {string} kind  "post", "faq" or empty for both
 * @property {string} board  "free", "study" or empty for both
 * @property {string} within  "title", "content" or empty for both
 * @property {string} cursor  opaque, from the API; empty for the first page
 */

const NAMES = /** @type {const} */ (["q", "kind", "board", "within", "cursor"]);

/** Where to look: of these one, of WITHIN another; both combine. */
export const PLACES = [
  { label: "전체", kind: "", board: "" },
  { label: "자유게시판", kind: "", board: "free" },
  { label: "입시정보", kind: "", board: "study" },
  { label: "자주 묻는 질문", kind: "faq", board: "" },
];

export const WITHIN = [
  { label: "제목만", within: "title" },
  { label: "내용만", within: "content" },
];

/** @param {URLSearchParams} query @returns {SearchState} */
export function readSearch(query) {
  const [q, kind, board, within, cursor] = NAMES.map((name) => query.get(name) ?? "");
  return { q: q.trim(), kind, board, within, cursor };
}

/** @param {Partial<SearchState>} state */
export function searchHref(state) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (state[name]) query.set(name, /** @type {string} */ (state[name]));
  return query.size ? `/search?${query}` : "/search";
}

/** @param {SearchState} state */
export const isNarrowed = ({ kind, board, within }) => Boolean(kind || board || within);
