/**
 * The poll of a post: choices until one has voted, then what came of it. A ballot is secret to the end: which choice
 * somebody made is stored nowhere, so it is shown to nobody again.
 *
 *     <st-poll path="/post/3/poll/" ?removable="${mayDelete}"></st-poll>
 *     poll.poll = post.poll;
 *
 * Emits `st-poll:deleted`.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { clearErrors, onSubmit } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { canVote, tally } from "../lib/polls.js";
import { askToLogIn } from "../lib/router.js";
import { session } from "../lib/session.js";
import { fullTime, timeUntil } from "../lib/time.js";
import "./icon.js";
import { mayDelete } from "./post-questions.js";
import { toast } from "./toast.js";

/** @typedef {import("../lib/polls.js").Poll} Poll */

/** Refusals after which there is nothing left to choose. */
const TOO_LATE = ["already_voted", "poll_closed"];
/** The server's clock may be a little behind. */
const SLACK_MS = 1_000;
/** Browsers take a longer timer for none. */
const LONGEST_TIMER_MS = 2 ** 31 - 1 - SLACK_MS;

/** @param {Poll} poll */
function closing({ closes_at, is_closed }) {
  if (is_closed) return html`<span>마감됐어요</span>`;
  if (closes_at === null) return "";
  return html`<time datetime="${closes_at}" title="${fullTime(closes_at)}">${timeUntil(closes_at)} 마감</time>`;
}

/** @param {Poll} poll */
const head = (
  poll,
) => html`<h2 id="poll-title" tabindex="-1"><st-icon name="poll"></st-icon>${canVote(poll) ? "투표" : "투표 결과"}</h2>
  <p class="about" id="poll-rules">
    <span>${poll.is_multiple ? "여러 개 고르기" : "하나만 고르기"}</span>
    <span>${poll.voter_count.toLocaleString("ko-KR")}명 참여</span>
    ${closing(poll)}
  </p>`;

/** @param {unknown} action @param {boolean} isRemovable */
const foot = (action, isRemovable) => html`<div class="foot">
    ${action}
    ${isRemovable && html`<button class="st-button is-small is-plain" type="button" data-delete><st-icon name="trash"></st-icon>투표 지우기</button>`}
  </div>
  <p class="secret">누가 무엇을 골랐는지 저장하지 않아요. 그래서 투표하면 바꾸거나 다시 볼 수 없어요.</p>`;

/** @param {Poll} poll @param {boolean} isRemovable */
const ballot = (poll, isRemovable) => html`<form novalidate>
  ${head(poll)}
  <fieldset class="choices" aria-labelledby="poll-title" aria-describedby="poll-rules">
    ${poll.choices.map(
      ({ id, text }) => html`<label class="choice st-check">
        <input type="${poll.is_multiple ? "checkbox" : "radio"}" name="choices" value="${id}" /><span>${text}</span>
      </label>`,
    )}
  </fieldset>
  <p class="st-form-error" role="alert" hidden></p>
  ${foot(html`<button class="st-button is-primary">투표하기</button>`, isRemovable)}
</form>`;

/** @param {ReturnType<typeof tally>[number]} choice */
const bar = ({
  text,
  votes,
  percent,
  isLeading,
  isShared,
}) => html`<li class="choice ${isLeading ? "is-leading" : ""}">
  <svg aria-hidden="true"><rect width="${percent}%" height="100%"></rect></svg>
  <span class="text">${text} ${isLeading && html`<span class="st-chip is-accent">${isShared ? "공동 1위" : "1위"}</span>`}</span>
  <span class="votes">${votes.toLocaleString("ko-KR")}표 <strong>${percent}%</strong></span>
</li>`;

/** @param {Poll} poll @param {boolean} isRemovable */
const results = (poll, isRemovable) => html`${head(poll)}
  <ul class="choices" aria-labelledby="poll-title">${tally(poll).map(bar)}</ul>
  ${foot(
    html`<p class="done"><st-icon name="${poll.has_voted ? "check" : "lock"}"></st-icon>${poll.has_voted ? "투표했어요" : "끝난 투표예요"}</p>`,
    isRemovable,
  )}`;

/** @param {HTMLFormElement} form */
const chosenIn = (form) => new FormData(form).getAll("choices").map(Number);

export class StPoll extends StElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connected() {
    this.on("change", "[name=choices]", (_, { form }) => clearErrors(form));
    this.on("click", "[data-delete]", () => this.#delete());
    this.signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  get #path() {
    return this.getAttribute("path") ?? "";
  }

  /** @param {Poll} poll */
  set poll(poll) {
    const show = canVote(poll) ? ballot : results;
    this.render(show(poll, this.hasAttribute("removable")));
    const form = this.querySelector("form");
    if (form) onSubmit(form, () => this.#vote(form), this.signal);
    this.#lookAgainAfter(poll);
  }

  /** The same after something has happened to it. @param {Poll} poll */
  #settle(poll) {
    if (this.signal.aborted) return;
    const hadFocus = this.contains(document.activeElement);
    this.poll = poll;
    if (hadFocus) this.find("h2").focus({ preventScroll: true });
  }

  /** @param {HTMLFormElement} form */
  async #vote(form) {
    if (!session.isLoggedIn) return askToLogIn();
    const choices = chosenIn(form);
    if (choices.length === 0) {
      throw new ApiError(400, [{ code: "required", detail: "먼저 선택지를 골라 주세요.", attr: "choices" }]);
    }
    try {
      // Without the element's signal: who votes and leaves has voted.
      this.#settle(await api.post(`${this.#path}vote/`, { json: { choices } }));
    } catch (error) {
      if (!(error instanceof ApiError && TOO_LATE.includes(error.code))) throw error;
      this.#settle(await api.get(this.#path, { signal: this.signal }));
      toast(error.message, "error");
    }
  }

  /** When it closes while one reads, what came of it is shown. @param {Poll} poll */
  #lookAgainAfter({ closes_at, is_closed }) {
    clearTimeout(this.#timer);
    if (closes_at === null || is_closed) return;
    const left = new Date(closes_at).getTime() - Date.now();
    if (left > 0 && left < LONGEST_TIMER_MS) {
      this.#timer = setTimeout(() => this.#lookAgain(), left + SLACK_MS);
    }
  }

  async #lookAgain() {
    try {
      const poll = await api.get(this.#path, { signal: this.signal });
      if (poll.is_closed) this.#settle(poll);
    } catch (error) {
      // Who votes now is told that it is closed.
      if (!isAbort(error) && !(error instanceof ApiError)) throw error;
    }
  }

  async #delete() {
    if (!(await mayDelete("투표", () => api.delete(this.#path)))) return;
    toast("투표를 지웠어요.");
    this.emit("st-poll:deleted");
  }
}

customElements.define("st-poll", StPoll);
