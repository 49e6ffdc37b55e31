/**
 * The poll of a new post, folded away until one wants it: fields `poll_…` of the form around it, which `withPoll` of
 * lib/polls.js makes into what the API takes.
 *
 *     <st-poll-fields></st-poll-fields>
 *
 * There are as many places as one has choices to write, and one more; all have their names from the start, so that a draft
 * finds them.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import {
  CHOICE_MAX_LENGTH,
  choiceName,
  choiceProblems,
  choicesShown,
  MAX_CHOICES,
  MIN_CHOICES,
} from "../lib/polls.js";
import "./field.js";
import "./icon.js";

const DAYS = [
  ["", "없음"],
  ["1", "하루"],
  ["3", "사흘"],
  ["7", "일주일"],
];
const NUMBERS = Array.from({ length: MAX_CHOICES }, (_, place) => place + 1);

const fields = html`<details class="folded">
  <summary><span>투표 넣기 <span class="optional">선택</span></span><st-icon name="chevron-down"></st-icon></summary>
  <p>선택지를 적으면 글 아래에 투표가 붙고, 모두 비우면 투표 없이 올라가요. 올린 뒤에는 고칠 수 없어요.</p>
  <div class="choices" role="group" aria-label="투표 선택지">
    ${NUMBERS.map(
      (number) => html`<st-field label="선택지 ${number}" ?hidden="${number > MIN_CHOICES}">
        <input name="${choiceName(number)}" maxlength="${CHOICE_MAX_LENGTH}" autocomplete="off" enterkeyhint="next" />
      </st-field>`,
    )}
  </div>
  <div class="rules">
    <st-field label="마감">
      <select name="poll_days" data-attr="poll.closes_at">
        ${DAYS.map(([days, words]) => html`<option value="${days}">${words}</option>`)}
      </select>
    </st-field>
    <label class="st-check is-switch"><input type="checkbox" name="poll_is_multiple" data-draft />여러 개 고를 수 있게</label>
  </div>
</details>`;

class StPollFields extends StElement {
  connected() {
    this.render(fields);
    this.on("input", ".choices input", () => this.#follow());
    this.on("keydown", ".choices input", (event, input) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // On to the next choice: sending is the button's business.
      this.#next(input)?.focus();
    });
  }

  /** @returns {HTMLInputElement[]} */
  get #choices() {
    return [...this.querySelectorAll(".choices input")].map((input) => /** @type {any} */ (input));
  }

  /** @param {HTMLInputElement} input */
  #next(input) {
    const choices = this.#choices;
    return choices.slice(choices.indexOf(input) + 1).find((choice) => !choice.closest("[hidden]"));
  }

  #follow() {
    const choices = this.#choices;
    const texts = choices.map(({ value }) => value);
    const problems = choiceProblems(texts);
    const shown = choicesShown(texts);
    let filled = 0;
    for (const [place, choice] of choices.entries()) {
      choice.setCustomValidity(problems[place]);
      const field = /** @type {import("./field.js").StField} */ (choice.closest("st-field"));
      field.hidden = place >= shown;
      // The API counts what was sent, and empty places are not.
      if (texts[place].trim()) choice.dataset.attr = `poll.choices.${filled++}`;
      else delete choice.dataset.attr;
    }
    this.find(".optional").textContent = filled > 0 ? `선택지 ${filled}개` : "선택";
    if (filled > 0) this.find("details").open = true; // A draft has come back.
  }
}

customElements.define("st-poll-fields", StPollFields);
