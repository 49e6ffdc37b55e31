/**
 * How far off a day is; at midnight in Seoul it counts on.
 *
 *     html`<st-d-day data-starts="2027-01-04" data-ends="2027-01-07"></st-d-day>`     // D-12
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { dDay, untilMidnight } from "../lib/key-dates.js";

class StDDay extends StElement {
  connected() {
    this.#count();
    // Timers sleep with the device.
    document.addEventListener("visibilitychange", () => this.#show(), { signal: this.signal });
  }

  #count() {
    this.#show();
    const timer = setTimeout(() => this.#count(), untilMidnight(Date.now()));
    this.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  #show() {
    const { starts, ends } = this.dataset;
    const words = dDay(String(starts), String(ends));
    this.classList.toggle("is-now", !words.startsWith("D-") || words === "D-Day");
    this.render(html`${words}`);
  }
}

customElements.define("st-d-day", StDDay);
