/**
 * Times as people say them.
 *
 *     relativeTime(post.created_at);          // 방금 · 5분 전 · 3시간 전 · 어제 · 11월 3일 · 2025년 11월 3일
 *     timeUntil(poll.closes_at);              // 곧 · 5분 뒤 · 3시간 뒤 · 3일 뒤
 *     fullTime(post.created_at);              // 2026년 11월 3일 오후 9:05
 *     fullDate(user.created_at);              // 2026년 11월 3일
 *     clockTime(message.timestamp);           // 오후 9:05
 *     dayName(message.timestamp);             // 11월 3일 화요일
 *     recentDay(row.told_at);                 // 오늘 · 어제 · 11월 3일 화요일 · 2025년 11월 3일
 *     waitingTime(95);                        // 1분 35초
 *     html`${timeTag(post.created_at)}`       // <time> with both: short to read, full on hover
 */
import { html } from "./html.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HALF_DAY = 12 * HOUR;

const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
  new Intl.DateTimeFormat("ko-KR", options);
const fullFormat = format({ dateStyle: "long", timeStyle: "short" });
const clockFormat = format({ timeStyle: "short" });
const dayFormat = format({ month: "long", day: "numeric" });
const weekdayFormat = format({ month: "long", day: "numeric", weekday: "long" });
const yearFormat = format({ dateStyle: "long" });

/** @param {Date} date @param {number} days */
const midnight = (date, days = 0) =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();

/** @param {string} iso @param {Date} [now] */
export function relativeTime(iso, now = new Date()) {
  const date = new Date(iso);
  const age = now.getTime() - date.getTime();
  const isToday = date.getTime() >= midnight(now);
  // A server's clock may run a little ahead of the reader's.
  if (age < MINUTE) return "방금";
  if (age < HOUR) return `${Math.floor(age / MINUTE)}분 전`;
  // Shortly after midnight "3시간 전" says more than "어제".
  if (isToday || age < HALF_DAY) return `${Math.floor(age / HOUR)}시간 전`;
  if (date.getTime() >= midnight(now, -1)) return "어제";
  return (date.getFullYear() === now.getFullYear() ? dayFormat : yearFormat).format(date);
}

/** In hours up to two days: "1일 뒤" could be tonight or tomorrow night. @param {string} iso @param {Date} [now] */
export function timeUntil(iso, now = new Date()) {
  const left = new Date(iso).getTime() - now.getTime();
  const hours = Math.round(left / HOUR);
  if (left < MINUTE) return "곧";
  if (left < HOUR) return `${Math.floor(left / MINUTE)}분 뒤`;
  return hours < 48 ? `${hours}시간 뒤` : `${Math.floor(hours / 24)}일 뒤`;
}

/** @param {string} iso */
export const fullTime = (iso) => fullFormat.format(new Date(iso));

/** @param {string | number} time */
export const fullDate = (time) => yearFormat.format(new Date(time));

/** @param {string | number} time */
export const clockTime = (time) => clockFormat.format(new Date(time));

/** @param {string} iso */
export const dayName = (iso) => weekdayFormat.format(new Date(iso));

/** @param {string} iso @param {Date} [now] */
export function recentDay(iso, now = new Date()) {
  const date = new Date(iso);
  if (date.getTime() >= midnight(now)) return "오늘";
  if (date.getTime() >= midnight(now, -1)) return "어제";
  return (date.getFullYear() === now.getFullYear() ? weekdayFormat : yearFormat).format(date);
}

/** From an hour on the seconds don't matter. @param {number} seconds */
export function waitingTime(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const parts = hours > 0 ? [`${hours}시간`, `${minutes % 60}분`] : [`${minutes}분`, `${seconds % 60}초`];
  return parts.filter((part) => !/^0/.test(part)).join(" ");
}

/** @param {string} iso */
export const timeTag = (iso) =>
  html`<time datetime="${iso}" title="${fullTime(iso)}">${relativeTime(iso)}</time>`;
