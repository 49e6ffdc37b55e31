/**
 * What every component and page shares: one lifetime, delegated listeners, events up.
 *
 *     class StLike extends StElement {
 *       connected() {                                   // render, then listen
 *         this.render(html`<button>…</button>`);
 *         this.on("click", "button", () => this.emit("st-like:changed", { liked: true }));
 *         api.get("/post/", { signal: this.signal });   // ends with the element
 *       }
 *     }
 *     customElements.define("st-like", StLike);
 *
 * A page is the same with `params` (of its route) and `query`, set before it is connected. A page whose content
 * comes later sets `ready` to a promise: the router restores the scroll position and moves the focus after it.
 */
import { render } from "./html.js";

export class StElement extends HTMLElement {
  #lifetime = new AbortController();

  /** Aborted when the element leaves the document. */
  get signal() {
    return this.#lifetime.signal;
  }

  connectedCallback() {
    if (this.signal.aborted) this.#lifetime = new AbortController();
    this.connected();
  }

  disconnectedCallback() {
    this.#lifetime.abort();
  }

  /** Render, then listen. */
  connected() {}

  /** @param {import("./html.js").Html} markup */
  render(markup) {
    render(this, markup);
  }

  /**
   * Listens here for events of the descendants that match the selector, present and future ones.
   * @template {keyof HTMLElementEventMap} T
   * @param {T} type @param {string} selector
   * @param {(event: HTMLElementEventMap[T], target: any) => void} listener
   */
  on(type, selector, listener) {
    this.addEventListener(
      type,
      (event) => {
        const target = event.target instanceof Element && event.target.closest(selector);
        if (target && this.contains(target)) listener(event, target);
      },
      { signal: this.signal },
    );
  }

  /** @param {string} type as in "st-like:changed" @param {unknown} [detail] */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }

  /**
   * The one descendant that must be there.
   * @param {string} selector @returns {any}
   */
  find(selector) {
    const found = this.querySelector(selector);
    if (!found) throw new Error(`${this.localName} holds no ${selector}`);
    return found;
  }
}

export class StPage extends StElement {
  /** @type {Record<string, string>} */
  params = {};
  query = new URLSearchParams();
  /** @type {Promise<unknown>} */
  ready = Promise.resolve();
}
