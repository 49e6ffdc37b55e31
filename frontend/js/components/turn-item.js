/** One turn with the tutor as markup: a question, and what became of it. Shown by the page, which acts on its buttons. */
import { html, trustedHtml } from "../lib/html.js";
import "./icon.js";
import "./prose.js";

/** @typedef {import("../lib/tutor-talk.js").Turn} Turn */

/** @param {Turn} turn @param {string} reason  why a failed one failed */
export const turnMarkup = (turn, reason) => html`<li class="turn" data-turn="${turn.id}">
  ${questionMarkup(turn.prompt)} ${answers[turn.status](turn, reason)}
</li>`;

/** The question that was just sent. @param {string} prompt */
export const askedMarkup = (prompt) => html`<li class="turn">${questionMarkup(prompt)} ${thinking}</li>`;

/** @param {string} prompt */
const questionMarkup = (prompt) =>
  html`<p class="question"><span class="visually-hidden">내 질문: </span>${prompt}</p>`;

const thinking = html`<div class="answer is-pending">
  <p class="dots"><span class="visually-hidden">답을 쓰고 있어요</span><i></i><i></i><i></i></p>
  <p class="slow">조금만 기다려 주세요. 꼼꼼히 답하느라 시간이 걸리고 있어요.</p>
</div>`;

/** @type {Record<Turn["status"], (turn: Turn, reason: string) => import("../lib/html.js").Html>} */
const answers = {
  pending: () => thinking,
  done: (turn) => answer(turn, turn.is_from_ai ? "AI가 만든 답변" : "게시판과 FAQ에서 찾은 답변"),
  stopped: (turn) => answer(turn, "AI가 만들다 멈춘 답변"),
  failed: (_, reason) => html`<div class="answer is-failed">
    <p><st-icon name="alert"></st-icon>${reason}</p>
    <button class="st-button is-small" type="button" data-retry><st-icon name="retry"></st-icon>다시 시도</button>
  </div>`,
};

/** @param {Turn} turn @param {string} label */
const answer = ({ response_html, sources }, label) => html`<div class="answer">
  <p class="label"><st-icon name="sparkle"></st-icon>${label}</p>
  <st-prose level="2">${trustedHtml(response_html)}</st-prose>
  ${
    sources.length > 0 &&
    html`<div class="sources">
      <p>참고한 글</p>
      <ul>${sources.map((source) => html`<li>${sourceLink(source)}</li>`)}</ul>
    </div>`
  }
  <p class="after">
    <button class="st-button is-small is-plain" type="button" data-copy><st-icon name="copy"></st-icon>복사</button>
    <span>틀릴 수 있으니 중요한 내용은 꼭 확인해 주세요.</span>
  </p>
</div>`;

/** @param {Turn["sources"][number]} source */
const sourceLink = ({ kind, board, id, title }) =>
  kind === "faq"
    ? html`<a class="st-chip" href="/help#faq-${id}"><st-icon name="help"></st-icon>${title}</a>`
    : html`<a class="st-chip" href="/${board}/${id}"><st-icon name="${board === "study" ? "cap" : "board"}"></st-icon>${title}</a>`;
