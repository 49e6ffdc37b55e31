/** One line of a chat as markup: a message, or an own line that is not stored yet. Shown by chat-log.js. */
import { html } from "../lib/html.js";
import { clockTime, dayName } from "../lib/time.js";
import "./avatar.js";
import "./icon.js";

/** @param {import("../lib/chat-lines.js").Line} line */
export function lineMarkup({ message, day, isOpening, isSameMinute }) {
  const { author, is_mine, is_deleted, timestamp } = message;
  const marks = [is_mine && "is-mine", isOpening && "is-opening", isSameMinute && "is-same-minute"];
  const showsName = isOpening && !is_mine;
  return html`<li class="line ${marks.filter(Boolean).join(" ")}">
    ${day && html`<p class="day"><span>${day}</span></p>`}
    ${showsName && html`<st-avatar name="${author.name}"></st-avatar>`}
    <p class="speaker ${showsName ? "" : "visually-hidden"}">${is_mine ? "나" : author.name}</p>
    <p class="bubble ${is_deleted ? "is-deleted" : ""}">${is_deleted ? "삭제된 메시지예요" : message.message}</p>
    <time datetime="${timestamp}" title="${dayName(timestamp)}">${clockTime(timestamp)}</time>
  </li>`;
}

/** @param {import("../lib/chat-log.js").Unsent} line */
export const unsentMarkup = ({ client_id, message, error }) => html`<li
  class="line is-mine is-unsent ${error === null ? "" : "is-failed"}" data-client-id="${client_id}">
  <p class="bubble">${message}</p>
  ${
    error === null
      ? html`<p class="fate"><st-icon name="clock"></st-icon>보내는 중</p>`
      : html`<p class="fate"><st-icon name="alert"></st-icon>보내지 못했어요. ${error}</p>
        <p class="choices">
          <button class="st-button is-small is-plain" type="button" data-discard>지우기</button>
          <button class="st-button is-small" type="button" data-retry><st-icon name="retry"></st-icon>다시 보내기</button>
        </p>`
  }
</li>`;
