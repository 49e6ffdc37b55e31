/**
 * The bell of the top bar: how many notifications are unread, and the way to them. Guests have none.
 *
 *     <st-bell></st-bell>
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { session } from "../lib/session.js";
import "./icon.js";

class StBell extends StElement {
  /** @type {typeof import("../lib/notifications.js").notifications | null} */
  #notifications = null;

  connected() {
    this.#show();
    session.addEventListener("change", () => this.#show(), { signal: this.signal });
  }

  #show() {
    const isShown = this.childElementCount > 0;
    if (session.isLoggedIn === isShown) return;
    if (isShown) return this.replaceChildren();
    this.render(html`<a class="st-icon-button" href="/notifications" aria-label="알림">
      <st-icon name="bell"></st-icon><span class="badge" aria-hidden="true" hidden></span>
    </a>`);
    this.#listen();
  }

  /** Guests need not load it. */
  async #listen() {
    try {
      const { notifications } = await import("../lib/notifications.js");
      this.#notifications = notifications;
    } catch {
      return; // Without it the bell is a mere link.
    }
    if (this.signal.aborted) return;
    this.#notifications.addEventListener("unread", this.#tell, { signal: this.signal });
    this.#notifications.follow();
    this.#tell();
  }

  #tell = () => {
    const link = this.querySelector("a");
    const words = this.#notifications?.badge ?? "";
    if (!link) return;
    link.ariaLabel = words ? `알림, 새 알림 ${words}개` : "알림";
    const badge = this.find(".badge");
    badge.textContent = words;
    badge.hidden = words === "";
  };
}

customElements.define("st-bell", StBell);
