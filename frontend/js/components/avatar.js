/**
 * A person's picture, or the first letter of the name on one of six colours (the same name, the same colour).
 *
 *     <st-avatar name="${author.name}" src="${author.profile_picture}"></st-avatar>     // add class="is-large" for cards
 *
 * Decoration: the name stands beside it.
 */

import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";

const COLOURS = 6;

class StAvatar extends StElement {
  static observedAttributes = ["name", "src"];

  connected() {
    const name = this.getAttribute("name") ?? "";
    const src = this.getAttribute("src");
    const letters = [...name];
    this.dataset.colour = String(
      letters.reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % COLOURS,
    );
    this.ariaHidden = "true";
    this.render(
      src ? html`<img src="${src}" alt="" loading="lazy" decoding="async" />` : html`${letters[0]}`,
    );
    // A picture that is gone gives way to the letter.
    this.querySelector("img")?.addEventListener("error", () => this.render(html`${letters[0]}`), {
      signal: this.signal,
    });
  }

  attributeChangedCallback() {
    if (this.isConnected) this.connected();
  }
}

customElements.define("st-avatar", StAvatar);
