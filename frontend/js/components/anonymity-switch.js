/**
 * Whether something is written without a name, as a checkbox `is_anonymous` of the form around it.
 *
 *     <st-anonymity-switch hint="…"></st-anonymity-switch>
 *     <st-anonymity-switch own></st-anonymity-switch>   // below an own anonymous post: on, whatever was chosen elsewhere
 *
 * The last choice is remembered on this device: who means to stay anonymous must not have to think of it every time.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { storage } from "../lib/storage.js";

const KEY = "anonymous";

class StAnonymitySwitch extends StElement {
  connected() {
    const isOn = this.hasAttribute("own") || storage.get(KEY) === true;
    const hint = this.getAttribute("hint");
    this.render(html`<label class="st-check">
        <input type="checkbox" name="is_anonymous" ?checked="${isOn}" /><span>익명으로 쓰기</span>
      </label>
      ${hint && html`<p class="hint">${hint}</p>`}`);
    // Below an own anonymous post it says nothing about other places.
    if (!this.hasAttribute("own")) this.on("change", "input", (_, { checked }) => storage.set(KEY, checked));
  }
}

customElements.define("st-anonymity-switch", StAnonymitySwitch);
