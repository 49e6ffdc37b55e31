/** The markup of the notifications' parts. */
import { notificationRow } from "../components/notification-row.js";
import { emptyState } from "../components/state.js";
import { cursorOf } from "../lib/api.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { groupByDay } from "../lib/notification-rows.js";
import { notificationsHref } from "./notifications-query.js";

/**
 * @typedef {import("../lib/notification-rows.js").Row} Row
 * @typedef {import("./notifications-query.js").NotificationsState} NotificationsState
 */

/** @param {string} href @param {boolean} isChosen @param {string} words */
const chip = (href, isChosen, words) =>
  html`<a class="st-chip" href="${href}"${isChosen && html` aria-current="page"`}>${words}</a>`;

/** @param {NotificationsState} state */
export const tools = ({ isUnread }) => html`<div class="tools">
  <nav aria-label="알림 고르기">
    ${chip(notificationsHref({}), !isUnread, "전체")} ${chip(notificationsHref({ isUnread: true }), isUnread, "안 읽음")}
  </nav>
  <button class="st-button is-small is-plain" type="button" data-read-all hidden><st-icon name="check"></st-icon>모두 읽음</button>
</div>`;

/** @param {number} count */
export const newsWords = (count) => `새 알림 ${shortCount(count)}개`;

/** @param {Row[]} rows */
export const list = (rows) =>
  html`${groupByDay(rows).map(
    ({ day, things }) => html`<section>
    <h2>${day}</h2>
    <ol class="st-card" aria-label="${day} 알림">
      ${things.map(
        ({ title, rows }) => html`<li class="thing">
          <h3>${title}</h3>
          <ul>${rows.map(notificationRow)}</ul>
        </li>`,
      )}
    </ol>
  </section>`,
  )}`;

/** @param {NotificationsState} state @param {{ next: string | null, previous: string | null }} page */
export function pageLinks(state, { previous, next }) {
  /** @param {string | null} url @param {"prev" | "next"} rel @param {unknown} label */
  const link = (url, rel, label) =>
    url &&
    html`<a class="st-button" rel="${rel}" href="${notificationsHref({ ...state, cursor: cursorOf(url) ?? "" })}">${label}</a>`;
  return (
    (previous || next) &&
    html`<nav class="st-pagination" aria-label="쪽 이동">
    ${link(previous, "prev", html`<st-icon name="chevron-left"></st-icon>이전`)}
    ${previous && html`<a class="st-button is-plain" href="${notificationsHref({ ...state, cursor: "" })}">맨 처음으로</a>`}
    ${link(next, "next", html`다음<st-icon name="chevron-right"></st-icon>`)}
  </nav>`
  );
}

/** @param {string} href @param {string} words */
const way = (href, words) => html`<a class="st-button" href="${href}">${words}</a>`;

/** @param {NotificationsState} state */
export function nothing({ isUnread, cursor }) {
  if (cursor) {
    const action = way(notificationsHref({ isUnread }), "첫 쪽으로");
    return emptyState({ heading: "여기에는 더 없어요", icon: "bell", action });
  }
  if (isUnread) {
    const action = way(notificationsHref({}), "전체 알림 보기");
    return emptyState({ heading: "안 읽은 알림이 없어요", text: "모두 확인했어요.", icon: "check", action });
  }
  return emptyState({
    heading: "아직 알림이 없어요",
    text: "댓글과 답글, 좋아요와 스크랩, 문의 답변이 생기면 여기에 모여요.",
    icon: "bell",
    action: way("/free/write", "첫 글 써 보기"),
  });
}

/** In the shape of what is coming, so that nothing jumps. */
export const skeleton = html`<div class="st-card waiting" role="status">
  <span class="visually-hidden">불러오는 중이에요</span>
  ${Array.from({ length: 6 }, () => html`<div><span class="st-skeleton"></span><span class="st-skeleton is-short"></span></div>`)}
</div>`;
