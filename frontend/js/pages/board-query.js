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

const SCOPES = /** @type {const} */ (["hot", "mine", "liked"]);

/** What narrows the list beside words; each is named as in the API. */
export const DETAILS = /** @type {const} */ ([
  "tag",
  "school_year",
  "university",
  "admission_type",
  "is_outdated",
]);

/**
 * @typedef {object} ListState
 * @property {string} field  one of FIELDS
 * @property {string} q  the searched words; empty for the whole list
 * @property {"all" | "hot" | "mine" | "liked"} scope
 * @property {string} tag  one of the board's; like all of these empty for any
 * @property {string} school_year
 * @property {string} university  part of its name
 * @property {string} admission_type  part of its name
 * @property {string} is_outdated  "false": without what is past its date
 * @property {string} cursor  opaque, from the API; empty for the first page
 */

/** @param {URLSearchParams} query @returns {ListState} */
export function readState(query) {
  const field = query.get("field");
  return {
    field: FIELDS.find(({ value }) => value === field)?.value ?? FIELDS[0].value,
    q: (query.get("q") ?? "").trim(),
    scope: SCOPES.find((scope) => query.get(scope) === "true") ?? "all",
    ...detailsIn((name) => query.get(name)?.trim()),
    cursor: query.get("cursor") ?? "",
  };
}

/**
 * @param {(name: string) => string | undefined} get
 * @returns {Pick<ListState, typeof DETAILS[number]>}
 */
function detailsIn(get) {
  const entries = DETAILS.map((name) => [name, get(name) ?? ""]);
  return /** @type {Pick<ListState, typeof DETAILS[number]>} */ (Object.fromEntries(entries));
}

/** Those that are set, by name. @param {Partial<ListState>} state */
const setDetails = (state) =>
  Object.fromEntries(DETAILS.filter((name) => state[name]).map((name) => [name, state[name] ?? ""]));

/** @param {string} board @param {Partial<ListState>} state */
export function listHref(board, state) {
  const { field = "", q = "", scope = "all", cursor = "" } = state;
  const query = new URLSearchParams({
    ...(q && { field, q }),
    ...(scope !== "all" && { [scope]: "true" }),
    ...setDetails(state),
    ...(cursor && { cursor }),
  });
  return query.size ? `/${board}?${query}` : `/${board}`;
}

/** Where the list is asked for, below the board's own path. @param {ListState} state */
export const apiPath = ({ scope }) => (scope === "hot" ? "hot/" : "");

/** @param {ListState} state */
export const apiQuery = (state) => (state.scope === "hot" ? { cursor: state.cursor } : wholeQuery(state));

/** @param {ListState} state */
const wholeQuery = (state) => ({
  [state.field]: state.q,
  ...(state.scope !== "all" && { [state.scope]: true }),
  ...setDetails(state),
  cursor: state.cursor,
});

/** Whether less than the whole board is asked for. @param {ListState} state */
export const isNarrowed = (state) => Object.keys(setDetails(state)).length > 0;

/** What of a post to mark. @param {ListState} state */
export const soughtIn = ({ field, q }) => Object.fromEntries(field.split("_").map((place) => [place, q]));

/** Notices stand above the whole board, not above what somebody looked for. @param {ListState} state */
export const pinsNotices = (state) => state.q === "" && state.scope === "all" && !isNarrowed(state);
