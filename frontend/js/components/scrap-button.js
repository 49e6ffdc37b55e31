/**
 * Keeps a post on one's own shelf: filled at once, back again if the server refuses. Beside it, for what is kept, a way
 * to choose its folder.
 *
 *     <st-scrap-button path="/post/3/scrap/" ?scrapped="${post.is_scrapped}"></st-scrap-button>
 *
 * class="is-large" shows the word as well. Emits `st-scrap:changed`, and `st-scrap:moved` when another folder was chosen.
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import { chooseFolder } from "./folder-questions.js";
import "./icon.js";
import { OptimisticSwitch } from "./optimistic-switch.js";
import { toast } from "./toast.js";

class StScrapButton extends StElement {
  connected() {
    const path = this.getAttribute("path") ?? "";
    // Without the element's signal: who keeps a post and leaves has kept it.
    const scrap = new OptimisticSwitch(this.hasAttribute("scrapped"), (isOn) =>
      isOn ? api.put(path, { json: {} }) : api.delete(path),
    );
    const wordless = this.classList.contains("is-large") ? "" : "visually-hidden";
    this.render(html`<button type="button" data-scrap>
        <st-icon name="bookmark"></st-icon><span class="${wordless}"></span>
      </button>
      <button type="button" data-folder aria-label="폴더 고르기" title="폴더 고르기"><st-icon name="folder"></st-icon></button>`);
    this.#show(scrap);
    this.on("click", "[data-scrap]", () => (session.isLoggedIn ? this.#toggle(scrap) : askToLogIn()));
    this.on("click", "[data-folder]", (_, button) => this.#choose(path, button));
  }

  /** @param {OptimisticSwitch} scrap */
  async #toggle(scrap) {
    const settled = scrap.toggle();
    this.#show(scrap);
    try {
      await settled;
      if (scrap.isOn) toast("내 서랍에 담았어요.");
      this.emit("st-scrap:changed");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    }
    this.#show(scrap);
  }

  /** @param {string} path @param {HTMLButtonElement} button */
  async #choose(path, button) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      if (await chooseFolder(path, this.signal)) this.emit("st-scrap:moved");
    } catch (error) {
      if (error instanceof ApiError) toast(error.message, "error");
      else if (!this.signal.aborted) throw error;
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {OptimisticSwitch} scrap */
  #show({ isOn }) {
    const button = this.find("[data-scrap]");
    button.ariaPressed = String(isOn);
    button.querySelector("st-icon").setAttribute("name", isOn ? "bookmark-filled" : "bookmark");
    button.querySelector("span").textContent = isOn ? "스크랩됨" : "스크랩";
    this.find("[data-folder]").hidden = !isOn;
  }
}

customElements.define("st-scrap-button", StScrapButton);
