/**
 * Ticks off the rules of a good password while it is typed into the named field of the same form.
 *
 *     <st-field label="비밀번호" reveal><input name="password" type="password" required /></st-field>
 *     <st-password-rules for="password"></st-password-rules>
 *
 * Reads the form's `username` and `nickname`, where there are any, to warn of a password that repeats them.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { passwordRules } from "../lib/password.js";
import "./icon.js";

class StPasswordRules extends StElement {
  connected() {
    this.role = "status";
    const form = /** @type {HTMLFormElement} */ (this.closest("form"));
    form.addEventListener("input", () => this.#show(form), { signal: this.signal });
    this.#show(form);
  }

  /** @param {HTMLFormElement} form */
  #show(form) {
    const typed = (/** @type {string | null} */ name) =>
      /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${name}"]`))?.value ?? "";
    const rules = passwordRules(typed(this.getAttribute("for")), [typed("username"), typed("nickname")]);
    const shown = rules.map(({ isMet }) => isMet).join();
    if (shown === this.dataset.shown) return; // A screen reader speaks only when something changes.
    this.dataset.shown = shown;
    this.render(html`<ul>
      ${rules.map(
        ({ label, isMet }) => html`<li class="${isMet ? "is-met" : ""}">
          <st-icon name="${isMet ? "check" : "dot"}"></st-icon>${label}<span class="visually-hidden">${isMet ? "지켰어요" : "아직이에요"}</span>
        </li>`,
      )}
    </ul>`);
  }
}

customElements.define("st-password-rules", StPasswordRules);
