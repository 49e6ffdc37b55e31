/**
 * Light, dark, or as the device says.
 *
 *     <st-theme-toggle></st-theme-toggle>
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { theme } from "../lib/theme.js";
import "./icon.js";

const CHOICES = [
  { name: "auto", label: "자동", icon: "device" },
  { name: "light", label: "밝게", icon: "sun" },
  { name: "dark", label: "어둡게", icon: "moon" },
];

class StThemeToggle extends StElement {
  connected() {
    this.render(html`<fieldset>
      <legend class="visually-hidden">화면 밝기</legend>
      ${CHOICES.map(
        ({ name, label, icon }) => html`<label>
          <input class="visually-hidden" type="radio" name="theme" value="${name}" ?checked="${theme.current === name}" />
          <st-icon name="${icon}"></st-icon>${label}
        </label>`,
      )}
    </fieldset>`);
    this.on("change", "input", (_, input) => theme.choose(input.value));
  }
}

customElements.define("st-theme-toggle", StThemeToggle);
