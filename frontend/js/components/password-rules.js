/**
 * Tells while a password is typed into the named field of the same form whether it is a good one: the simple rules at
 * once, and when they are met and the typing pauses, what the server knows of passwords that others would guess.
 *
 *     <st-field label="비밀번호" reveal><input name="password" type="password" required /></st-field>
 *     <st-password-rules for="password"></st-password-rules>
 *
 * Reads what the form's other fields tell of the person, to warn of a password that repeats it.
 */
import { api } from "../lib/api.js";
import { StElement } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { liveQuestion } from "../lib/live-question.js";
import { passwordRules } from "../lib/password.js";
import "./icon.js";

const PERSONAL = ["username", "nickname", "name", "email", "school_name"];
const MET = "지켰어요";
const UNMET = "아직이에요";

/** @param {{ label: string }} rule */
const item = ({ label }) => html`<li aria-atomic="true">
  <st-icon name="dot"></st-icon>${label} <span class="visually-hidden">${UNMET}</span>
</li>`;

/** @param {{ is_good: boolean, reasons: { detail: string }[] } | null} answer */
const verdict = (answer) =>
  answer?.is_good
    ? html`<p class="is-good"><st-icon name="check"></st-icon>남이 맞히기 어려운 비밀번호예요</p>`
    : html`${answer?.reasons.map(({ detail }) => html`<p class="is-weak"><st-icon name="alert"></st-icon>${detail}</p>`)}`;

class StPasswordRules extends StElement {
  #asked = "";

  connected() {
    const form = /** @type {HTMLFormElement} */ (this.closest("form"));
    this.render(html`<ul aria-live="polite">${passwordRules("").map(item)}</ul>
      <div role="status"></div>`);
    const question = liveQuestion(
      (json, signal) => api.post("/accounts/password/check/", { json, signal }),
      (answer) => this.#judge(answer),
      this.signal,
    );
    const follow = () => this.#follow(form, question);
    form.addEventListener("input", follow, { signal: this.signal });
    follow();
  }

  /** @param {HTMLFormElement} form @param {{ ask(question: object): void, drop(): void }} question */
  #follow(form, question) {
    const typed = (/** @type {string | null} */ name) =>
      /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${name}"]`))?.value ?? "";
    const password = typed(this.getAttribute("for"));
    const rules = passwordRules(password, [typed("username"), typed("nickname")]);
    rules.forEach(({ isMet }, index) => {
      this.#tick(index, isMet);
    });
    const person = PERSONAL.map((name) => [name, typed(name).trim()]).filter(([, value]) => value);
    const isWorthIt = rules.every(({ isMet }) => isMet);
    const asked = isWorthIt ? JSON.stringify([password, person]) : "";
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#judge(null);
    if (isWorthIt) question.ask({ password, ...Object.fromEntries(person) });
    else question.drop();
  }

  /** Touches only what is new: a screen reader speaks of changes. @param {number} index @param {boolean} isMet */
  #tick(index, isMet) {
    const rule = this.find("ul").children[index];
    if (rule.classList.contains("is-met") === isMet) return;
    rule.classList.toggle("is-met", isMet);
    rule.querySelector("st-icon").setAttribute("name", isMet ? "check" : "dot");
    rule.querySelector("span").textContent = isMet ? MET : UNMET;
  }

  /** @param {Parameters<typeof verdict>[0]} answer */
  #judge(answer) {
    render(this.find("[role=status]"), verdict(answer));
  }
}

customElements.define("st-password-rules", StPasswordRules);
