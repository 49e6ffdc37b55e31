/**
 * What stands around every page: top bar, navigation, side column, offline banner. Its frame is static markup in
 * index.html, so that it is painted before any module runs; this element brings the living parts in.
 */
import { StElement } from "../lib/element.js";
import "./account-menu.js";
import "./bell.js";
import "./offline-banner.js";
import "./search-box.js";

const WIDE = "(min-width: 75rem)"; // css/layout.css shows the side column from here

class StAppShell extends StElement {
  connected() {
    const wide = matchMedia(WIDE);
    this.#fillSide(wide.matches);
    wide.addEventListener("change", () => this.#fillSide(wide.matches), { signal: this.signal });
  }

  /** The side column costs requests: phones neither show nor load it. @param {boolean} isWide */
  async #fillSide(isWide) {
    const side = this.find(".side");
    if (!isWide || side.childElementCount) return;
    await import("./side-column.js");
    side.append(document.createElement("st-side-column"));
  }
}

customElements.define("st-app-shell", StAppShell);
