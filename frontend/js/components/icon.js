/**
 * One icon of the sprite in index.html, in the text's colour, 24 px wide unless --icon-size says otherwise.
 *
 *     <st-icon name="heart"></st-icon>
 *
 * Decoration only: the button or link around it carries the words (text or aria-label).
 */

import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";

class StIcon extends StElement {
  static observedAttributes = ["name"];

  connected() {
    this.render(html`<svg aria-hidden="true"><use href="#icon-${this.getAttribute("name")}"></use></svg>`);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.connected();
  }
}

customElements.define("st-icon", StIcon);
