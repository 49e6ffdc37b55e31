/**
 * One notification: what happened, and the way to it. Its button tells read from unread, and changes it.
 *
 *     html`<ul>${rows.map(notificationRow)}</ul>`
 *
 * `[data-open]` is the way, `[data-mark]` the button, both with the id as the value.
 */
import { html } from "../lib/html.js";
import { hrefOf, iconOf } from "../lib/notification-rows.js";
import { timeTag } from "../lib/time.js";
import "./icon.js";

/** @param {import("../lib/notification-rows.js").Row} row */
export function notificationRow({ id, kind, message, excerpt, target, is_read, is_held, told_at }) {
  const href = hrefOf(target);
  const words = html`${!is_read && html`<span class="visually-hidden">안 읽음. </span>`}${message}`;
  const change = is_read ? "안 읽음으로 두기" : "읽음으로 두기";
  return html`<li class="st-notification-row ${is_read ? "" : "is-unread"}" data-kind="${kind}">
    <span class="mark"><st-icon name="${iconOf(kind)}"></st-icon></span>
    <div>
      <p class="message">${
        href === null
          ? words
          : html`<a class="stretched-link" id="open-${id}" href="${href}" data-open="${id}">${words}</a>`
      }</p>
      ${excerpt && html`<p class="excerpt">${excerpt}</p>`}
      <p class="about">${timeTag(told_at)}${is_held && html`<span class="held"><st-icon name="moon"></st-icon>조용한 시간에 온 알림</span>`}</p>
    </div>
    <button class="st-icon-button" type="button" id="mark-${id}" data-mark="${id}" aria-label="${change}" title="${change}">
      <st-icon name="${is_read ? "dot" : "check"}"></st-icon>
    </button>
  </li>`;
}
