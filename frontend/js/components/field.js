/**
 * A form's field: label above, help below, error beside it. Wraps one control, whose name, type and constraints stay
 * its own.
 *
 *     <st-field label="닉네임" hint="글과 댓글에 보이는 이름이에요."><input name="nickname" required maxlength="20" /></st-field>
 *     <st-field label="소개" optional counter><textarea name="about_me" maxlength="500"></textarea></st-field>
 *     <st-field label="비밀번호" reveal><input name="password" type="password" required /></st-field>
 *     <st-field><label class="st-check"><input type="checkbox" name="agreed_terms" required />동의해요</label></st-field>
 *
 * `field.error = "…"` shows a sentence ("" hides it); typing hides it too. lib/forms.js sets it.
 */
import { StElement } from "../lib/element.js";
import { append, fragment, html } from "../lib/html.js";
import "./icon.js";

let count = 0;

export class StField extends StElement {
  /** @returns {HTMLInputElement} */
  get control() {
    return this.find("input, textarea, select");
  }

  get label() {
    return this.getAttribute("label") ?? "";
  }

  connected() {
    if (!this.control.id) this.#furnish();
    this.addEventListener("input", () => this.#follow(), { signal: this.signal });
    this.on("click", "[data-reveal]", (_, button) => this.#reveal(button));
    this.on("keyup", "[type=password]", (event) => this.#warnOfCapitals(event.getModifierState("CapsLock")));
    this.#count();
  }

  /** @param {string} message */
  set error(message) {
    const place = this.find(".error");
    place.textContent = message;
    place.hidden = message === "";
    if (message) this.control.setAttribute("aria-invalid", "true");
    else this.control.removeAttribute("aria-invalid");
  }

  #furnish() {
    const { control, label } = this;
    const id = `field-${++count}`;
    control.id = id;
    control.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
    const optional = this.hasAttribute("optional") && html`<span class="optional">선택</span>`;
    if (label) this.prepend(fragment(html`<label for="${id}">${label}${optional}</label>`));
    if (this.hasAttribute("reveal")) {
      control.after(
        fragment(html`<button class="reveal" type="button" data-reveal aria-pressed="false" aria-label="비밀번호 보기">
          <st-icon name="eye"></st-icon>
        </button>`),
      );
    }
    const hint = this.getAttribute("hint");
    const capitals = this.hasAttribute("reveal") && html`<p class="capitals" role="status"></p>`;
    const counter = this.hasAttribute("counter") && html`<span class="counter"></span>`;
    append(
      this,
      html`<p class="error" id="${id}-error" role="alert" hidden></p>
        ${capitals}
        <p class="hint" id="${id}-hint" ?hidden="${!hint && !counter}">${hint}${counter}</p>`,
    );
  }

  #follow() {
    if (this.control.hasAttribute("aria-invalid")) this.error = "";
    this.#count();
  }

  #count() {
    const counter = this.querySelector(".counter");
    if (!counter) return;
    const [length, limit] = [this.control.value.length, this.control.maxLength];
    counter.textContent = `${length.toLocaleString("ko-KR")} / ${limit.toLocaleString("ko-KR")}`;
  }

  /** @param {boolean} isLocked */
  #warnOfCapitals(isLocked) {
    const place = this.querySelector(".capitals");
    const words = isLocked ? "Caps Lock이 켜져 있어요." : "";
    if (place && place.textContent !== words) place.textContent = words;
  }

  /** @param {HTMLButtonElement} button */
  #reveal(button) {
    const shown = this.control.type === "text";
    this.control.type = shown ? "password" : "text";
    button.ariaPressed = String(!shown);
  }
}

customElements.define("st-field", StField);
