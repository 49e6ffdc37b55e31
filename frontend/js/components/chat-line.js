/** One line of a chat as markup: a message, or an own line that is not stored yet. Shown by chat-log.js. */
import { splitLinks } from "../lib/chat-links.js";
import { html } from "../lib/html.js";
import { clockTime, dayName } from "../lib/time.js";
import "./avatar.js";
import "./countdown.js";
import "./icon.js";

/** @param {import("../lib/chat-lines.js").Line} line */
export function lineMarkup({ message, day, isOpening, isSameMinute }) {
  const { seq, author, is_mine, is_deleted, needs_care, timestamp } = message;
  const marks = [is_mine && "is-mine", isOpening && "is-opening", isSameMinute && "is-same-minute"];
  const showsName = isOpening && !is_mine;
  return html`<li class="line ${marks.filter(Boolean).join(" ")}" data-seq="${seq}">
    ${day && html`<p class="day"><span>${day}</span></p>`}
    ${showsName && html`<st-avatar name="${author.name}"></st-avatar>`}
    <p class="speaker ${showsName ? "" : "visually-hidden"}">${is_mine ? "나" : author.name}</p>
    <p class="bubble ${is_deleted ? "is-deleted" : ""}">${is_deleted ? "삭제된 메시지예요" : words(message)}</p>
    <div class="moment">
      ${!is_deleted && menuButton(seq)}
      <time datetime="${timestamp}" title="${dayName(timestamp)}">${clockTime(timestamp)}</time>
    </div>
    ${needs_care && !is_deleted && html`<p class="needs-care"><st-icon name="heart"></st-icon>도움이 필요해 보여요</p>`}
  </li>`;
}

/** Of all these buttons one is in the order of the Tab key: chat-log.js chooses. @param {number} seq */
const menuButton = (seq) => html`<button class="more" type="button" data-menu="${seq}" tabindex="-1"
  aria-label="더 보기" aria-haspopup="menu" aria-expanded="false"><st-icon name="dots"></st-icon></button>`;

/** @param {import("../lib/chat-log.js").Message} message */
const words = ({ message, has_links }) => (has_links ? splitLinks(message).map(partMarkup) : message);

/** The whole address is to be seen: who follows it knows where it leads. @param {import("../lib/chat-links.js").Part} part */
const partMarkup = ({ text, isLink }) =>
  isLink
    ? html`<a href="${text}" target="_blank" rel="nofollow ugc noopener noreferrer">${text}</a>`
    : html`${text}`;

/** @typedef {import("../lib/chat-log.js").Unsent} Unsent */
/** @typedef {{ connection: import("../lib/chat-room.js").ChatRoom["connection"], maySpeak: boolean }} State */

/** @param {Unsent[]} unsent @param {State} room */
export function unsentItems(unsent, { connection, maySpeak }) {
  const delayed = unsent.findIndex(({ error, until }) => error === null && until > Date.now());
  return unsent.map((line, index) => {
    const isBehind = delayed >= 0 && index > delayed;
    return { key: line.client_id, markup: unsentMarkup(line, { connection, maySpeak, isBehind }) };
  });
}

/** @param {Unsent} line @param {State & { isBehind: boolean }} state */
const unsentMarkup = (line, state) => html`<li
  class="line is-mine is-unsent ${line.error === null ? "" : "is-failed"}" data-client-id="${line.client_id}">
  <p class="bubble">${markedWords(line)}</p>
  ${fate(line, state)}
</li>`;

/** Counted as the server does: an emoji is one. @param {Unsent} line */
function markedWords({ message, found }) {
  if (!found) return message;
  const signs = [...message];
  const part = (/** @type {number} */ start, /** @type {number} */ end) => signs.slice(start, end).join("");
  return html`${part(0, found.start)}<mark>${part(found.start, found.end)}</mark>${part(found.end, signs.length)}`;
}

const discard = html`<button class="st-button is-small is-plain" type="button" data-discard>지우기</button>`;
const retry = html`<button class="st-button is-small" type="button" data-retry><st-icon name="retry"></st-icon>다시 보내기</button>`;
const rewrite = html`<button class="st-button is-small" type="button" data-rewrite><st-icon name="pencil"></st-icon>고쳐 쓰기</button>`;

/** @param {Unsent} line @param {State & { isBehind: boolean }} state */
function fate({ error, isFinal, isLate, until }, { connection, maySpeak, isBehind }) {
  if (error !== null) {
    return html`<p class="fate"><st-icon name="alert"></st-icon><span>보내지 못했어요. ${error}</span></p>
      <p class="choices">${discard} ${isFinal ? rewrite : maySpeak && retry}</p>`;
  }
  const waiting = (/** @type {import("../lib/html.js").Html | string} */ words) =>
    html`<p class="fate"><st-icon name="clock"></st-icon><span>${words}</span></p>`;
  if (until > Date.now()) {
    const words = html`<span class="visually-hidden">조금</span><st-countdown until="${until}"></st-countdown> 뒤에 보낼게요`;
    return html`${waiting(words)}<p class="choices">${discard}</p>`;
  }
  if (isBehind) return html`${waiting("앞의 말 다음에 보낼게요")}<p class="choices">${discard}</p>`;
  if (isLate || connection === "waiting" || connection === "closed") {
    return html`${waiting("아직 보내지 못했어요. 이어지면 보낼게요.")}<p class="choices">${discard} ${retry}</p>`;
  }
  return waiting("보내는 중");
}
