/**
 * Says that the network is gone while it is gone, and what still works.
 *
 *     <st-offline-banner></st-offline-banner>
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import "./icon.js";

class StOfflineBanner extends StElement {
  connected() {
    this.role = "status";
    this.#follow();
    addEventListener("online", () => this.#follow(), { signal: this.signal });
    addEventListener("offline", () => this.#follow(), { signal: this.signal });
  }

  #follow() {
    const words = html`<p><st-icon name="wifi-off"></st-icon>인터넷이 끊겼어요. 쓰던 글은 이 기기에 남아 있어요.</p>`;
    this.render(navigator.onLine ? html`` : words);
  }
}

customElements.define("st-offline-banner", StOfflineBanner);
