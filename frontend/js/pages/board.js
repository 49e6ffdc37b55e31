/** The list of a board: 자유게시판 in dense rows, 입시정보 as memos; searched, narrowed and paged by its address. */
import "../components/icon.js";
import { api } from "../lib/api.js";
import { boardOf } from "../lib/boards.js";
import { StPage } from "../lib/element.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { askToLogIn, navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import {
  admissionFilter,
  heading,
  loginNeeded,
  nothing,
  pageLinks,
  postList,
  scopeTabs,
  searchedFor,
  searchForm,
  skeleton,
  tagChips,
} from "./board-parts.js";
import { apiPath, apiQuery, listHref, pinsNotices, readState, soughtIn } from "./board-query.js";

const PINNED = 5;

class StBoardPage extends StPage {
  connected() {
    const board = boardOf(this.params.board);
    const state = readState(this.query);
    const isPrivate = (state.scope === "mine" || state.scope === "liked") && !session.isLoggedIn;
    this.render(html`${heading(board)} ${searchForm(board, state)} ${scopeTabs(board, state, session.isLoggedIn)}
      ${state.scope !== "hot" && html`${tagChips(board, state)} ${board.isAboutAdmissions && admissionFilter(board, state)}`}
      ${state.q && searchedFor(board, state)}
      <div class="list">${isPrivate && loginNeeded}</div>
      <a class="st-floating-button" href="/${board.name}/write"><st-icon name="pencil"></st-icon>글쓰기</a>`);
    this.on("click", "[data-login]", () => askToLogIn());
    this.on("submit", ".search", (event, form) => {
      event.preventDefault();
      const { field, q } = form.elements;
      const scope = state.scope === "hot" ? "all" : state.scope; // All of them are searched.
      navigate(listHref(board.name, { ...state, scope, field: field.value, q: q.value.trim(), cursor: "" }));
    });
    this.on("submit", ".filter", (event, form) => {
      event.preventDefault();
      const is_outdated = form.elements.is_outdated.checked ? "false" : "";
      navigate(listHref(board.name, { ...state, ...readForm(form), is_outdated, cursor: "" }));
    });
    if (!isPrivate) this.ready = this.#load(board, state);
  }

  /** @param {import("../lib/boards.js").Board} board @param {import("./board-query.js").ListState} state */
  #load(board, state) {
    const { signal } = this;
    const get = (/** @type {Record<string, any>} */ query, path = "") =>
      api.get(`${board.api}${path}`, { query, signal });
    return loadInto(this.find(".list"), {
      load: async () => {
        const [page, pinned] = await Promise.all([
          get(apiQuery(state), apiPath(state)),
          pinsNotices(state) ? get({ is_notice: true, page_size: PINNED }) : { results: [] },
        ]);
        const ids = new Set(pinned.results.map((/** @type {{ id: number }} */ { id }) => id));
        return {
          ...page,
          notices: pinned.results,
          results: page.results.filter((/** @type {{ id: number }} */ { id }) => !ids.has(id)),
        };
      },
      show: (page) =>
        html`${postList(board, page.notices, page.results, soughtIn(state))} ${pageLinks(board, state, page)}`,
      empty: ({ notices, results }) => notices.length + results.length === 0 && nothing(board, state),
      loading: skeleton(board),
      signal,
    });
  }
}

customElements.define("st-board-page", StBoardPage);
