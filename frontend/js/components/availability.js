/**
 * Says while a name is typed whether it is free. Stands inside the field of a control named `username` or `nickname`.
 *
 *     <st-field label="닉네임"><input name="nickname" required /><st-availability></st-availability></st-field>
 *
 * A name that is taken is an error of the field. The value that the control came with is one's own.
 */
import { api } from "../lib/api.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { withParticle } from "../lib/korean.js";
import { liveQuestion } from "../lib/live-question.js";
import "./icon.js";

const waiting = html`<p aria-hidden="true"><span class="wheel"></span>확인하고 있어요</p>`;

class StAvailability extends StElement {
  connected() {
    this.role = "status";
    const field = /** @type {import("./field.js").StField} */ (this.closest("st-field"));
    const { control } = field;
    const question = liveQuestion(
      (/** @type {string} */ name, signal) =>
        api.get("/accounts/availability/", { query: { [control.name]: name }, signal }),
      (answer) => this.#hear(answer?.[control.name], field),
      this.signal,
    );
    const follow = () => {
      const name = control.value.trim();
      const isWorthIt = name !== "" && name !== control.defaultValue && control.validity.valid;
      this.render(isWorthIt ? waiting : html``);
      if (isWorthIt) question.ask(name);
      else question.drop();
    };
    control.addEventListener("input", follow, { signal: this.signal });
  }

  /** @param {{ available: boolean, detail: string } | undefined} verdict @param {import("./field.js").StField} field */
  #hear(verdict, field) {
    const free = withParticle(field.label, "이에요", "예요");
    this.render(
      verdict?.available
        ? html`<p class="is-free"><st-icon name="check"></st-icon>쓸 수 있는 ${free}</p>`
        : html``,
    );
    if (verdict?.available === false) field.error = verdict.detail;
  }
}

customElements.define("st-availability", StAvailability);
