/** One's own shelf: what one has written, said, liked and kept, by its address. */
import { deleteFolder, makeFolder, renameFolder } from "../components/folder-questions.js";
import "../components/icon.js";
import { toast } from "../components/toast.js";
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { FOLDERS_PATH } from "../lib/shelf.js";
import {
  boardChips,
  chosenFolder,
  folderChips,
  folderTools,
  list,
  nothing,
  pageLinks,
  skeleton,
  tabs,
} from "./shelf-parts.js";
import { apiQuery, hasBoards, NO_FOLDER, pathOf, readShelf, shelfHref } from "./shelf-query.js";

/** @typedef {import("../lib/shelf.js").Folders} Folders */

class StShelfPage extends StPage {
  #state = readShelf(new URLSearchParams());
  /** @type {Folders} */
  #folders = { results: [], unfiled: 0 };

  connected() {
    this.#state = readShelf(this.query);
    this.render(html`<h1 tabindex="-1">내 서랍</h1>
      ${tabs(this.#state)}
      <div class="content"></div>`);
    this.ready = this.#load();
    this.on("click", "[data-make]", () => this.#ask(makeFolder, "[data-make]"));
    this.on("click", "[data-rename]", () => this.#ask(() => renameFolder(this.#folder), "[data-rename]"));
    this.on("click", "[data-delete]", () => this.#delete());
    const { signal } = this;
    this.addEventListener("st-scrap:changed", () => this.#countAnew(), { signal });
    this.addEventListener("st-scrap:moved", (event) => this.#follow(/** @type {Element} */ (event.target)), {
      signal,
    });
  }

  /** The one that is shown. */
  get #folder() {
    return /** @type {import("../lib/shelf.js").Folder} */ (chosenFolder(this.#state, this.#folders));
  }

  #load() {
    const state = this.#state;
    return loadInto(this.find(".content"), {
      load: async () => {
        const [page, folders] = await Promise.all([
          api.get(pathOf(state), { query: apiQuery(state), signal: this.signal }),
          state.tab === "scraps" ? this.#readFolders() : null,
        ]);
        if (folders) this.#folders = folders;
        return page;
      },
      show: (page) => html`${hasBoards(state) && boardChips(state)}
        ${state.tab === "scraps" && html`<div class="folders">${folderChips(state, this.#folders)}</div>`}
        ${this.#folder && folderTools(this.#folder)}
        ${page.results.length === 0 ? nothing(state, this.#isFolderGone) : list(state, page.results)}
        ${pageLinks(state, page)}`,
      shown: () => this.#bringChosenIntoView(),
      loading: skeleton(state),
      signal: this.signal,
    });
  }

  /** Of many folders not all have room in the row of a phone. */
  #bringChosenIntoView() {
    this.querySelector(".folders [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  get #isFolderGone() {
    return this.#state.folder !== "" && this.#state.folder !== NO_FOLDER && !this.#folder;
  }

  /** @returns {Promise<Folders>} */
  #readFolders() {
    return api.get(FOLDERS_PATH, { signal: this.signal });
  }

  /** What was let go stays in sight as long as one looks, to be taken back. */
  async #countAnew() {
    try {
      this.#folders = await this.#readFolders();
      render(this.find(".folders"), folderChips(this.#state, this.#folders));
      this.#bringChosenIntoView();
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    }
  }

  /** @param {Element} button  of what lies in another folder now */
  async #follow(button) {
    await this.#load();
    const path = button.getAttribute("path");
    this.#focus(`st-scrap-button[path="${path}"] [data-folder]`);
  }

  /** @param {() => Promise<boolean>} question @param {string} next  what has the focus afterwards */
  async #ask(question, next) {
    if (!(await question())) return;
    await this.#load();
    this.#focus(next);
  }

  async #delete() {
    if (await deleteFolder(this.#folder)) await navigate(shelfHref({ tab: "scraps" }), { replace: true });
  }

  /** @param {string} selector  of what was just drawn anew, if it is still there */
  #focus(selector) {
    /** @type {HTMLElement} */ (this.querySelector(selector) ?? this.find("h1")).focus();
  }
}

customElements.define("st-shelf-page", StShelfPage);
