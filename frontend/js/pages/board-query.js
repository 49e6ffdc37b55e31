/**
 * What a list shows, as its address says it: reload, links and the way back all lead to the same list.
 *
 *     const state = readState(this.query);               // ?field=title&q=수시&cursor=…
 *     listHref("free", { ...state, cursor: "" });        // /free?field=title&q=…
 *     api.get("/post/", { query: apiQuery(state) });     // ?title=수시
 */

export const FIELDS = [
  { value: "title_content", label: "제목+내용" },
  { value: "title", label: "제목" },
  { value: "content", label: "내용" },
  { value: "author", label: "작성자" },
];

/**
 * @typedef {object} ListState
 * @property {string} field  one of FIELDS
 * @property {string} q  the searched words; empty for the whole list
 * @property {"all" | "mine" | "liked"} scope
 * @property {string} cursor  opaque, from the API; empty for the first page
 */

/** @param {URLSearchParams} query @returns {ListState} */
export function readState(query) {
  const field = query.get("field");
  return {
    field: FIELDS.find(({ value }) => value === field)?.value ?? FIELDS[0].value,
    q: (query.get("q") ?? "").trim(),
    scope: query.get("mine") === "true" ? "mine" : query.get("liked") === "true" ? "liked" : "all",
    cursor: query.get("cursor") ?? "",
  };
}

/** @param {string} board @param {Partial<ListState>} state */
export function listHref(board, { field = "", q = "", scope = "all", cursor = "" }) {
  const query = new URLSearchParams({
    ...(q && { field, q }),
    ...(scope !== "all" && { [scope]: "true" }),
    ...(cursor && { cursor }),
  });
  return query.size ? `/${board}?${query}` : `/${board}`;
}

/** @param {ListState} state */
export const apiQuery = ({ field, q, scope, cursor }) => ({
  [field]: q,
  ...(scope !== "all" && { [scope]: true }),
  cursor,
});

/** What of a post to mark. @param {ListState} state */
export const soughtIn = ({ field, q }) => Object.fromEntries(field.split("_").map((place) => [place, q]));

/** Notices stand above the whole board, not above what somebody looked for. @param {ListState} state */
export const pinsNotices = ({ q, scope }) => q === "" && scope === "all";
