/** What the chat page says around the conversation. */
import "../components/countdown.js";
import "../components/icon.js";
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { clockTime, fullTime, waitingTime } from "../lib/time.js";

const DAY_MS = 24 * 60 * 60_000;
const LOST = "연결이 끊겨서 다시 연결하고 있어요. 쓴 말은 이어지면 바로 보낼게요.";
const RESTARTS = "채팅을 새로 여는 중이에요. 곧 이어져요.";
const FLOODED = "너무 빠르게 보내서 잠시 쉬고 있어요. 1분 안에 다시 이어져요.";
const SHUT = "이 방에 더는 연결할 수 없어요. 다른 방을 열어 주세요.";
const RESTART = 1012;
const FLOOD = 4429;

/**
 * @typedef {import("../lib/chat-room.js").ChatRoom} ChatRoom
 * @typedef {import("../lib/chat-room.js").Settings & { slug: string, present: number }} Room
 */

const CURRENT = html`aria-current="page"`;

/** @param {Room[]} rooms @param {string} current */
export const tabs = (rooms, current) =>
  html`${rooms.map(
    ({ slug, name, present }) => html`<a href="/chat/${slug}" ${slug === current && CURRENT}>
      <span class="name">${name}</span><span class="st-chip" data-room="${slug}" ?hidden="${present === 0}">${people(present)}</span>
    </a>`,
  )}`;

/** @param {number} present */
export const people = (present) => html`<span class="visually-hidden">접속 중 </span>${shortCount(present)}`;

/** @param {Pick<ChatRoom, "connection" | "closeCode" | "ban">} room @param {boolean} wasConnected */
export function bannerOf({ connection, closeCode, ban }, wasConnected) {
  if (connection === "open") return { words: "", isCalm: false };
  if (connection === "closed") return { words: ban === null ? SHUT : "", isCalm: false };
  if (closeCode === RESTART) return { words: RESTARTS, isCalm: true };
  if (closeCode === FLOOD) return { words: FLOODED, isCalm: false };
  const isFirstTry = connection === "connecting" && !wasConnected;
  return { words: isFirstTry ? "" : LOST, isCalm: false };
}

/** Why nothing can be said here. @param {ChatRoom} room @param {boolean} isThere */
export function silence({ ban, isMuted, mutedUntil, settings }, isThere) {
  if (!isThere) return html`<p>그런 방은 없어요. <a href="/chat">로비로 가기</a></p>`;
  if (ban !== null) return html`<p>${ban} 까닭이 궁금하면 <a href="/help">문의</a>로 알려 주세요.</p>`;
  if (settings?.is_read_only) return html`<p>이 방은 읽기만 할 수 있어요.</p>`;
  return isMuted ? mute(mutedUntil) : html``;
}

/** @param {number} until */
function mute(until) {
  const isSoon = until - Date.now() < DAY_MS;
  const time = isSoon ? clockTime(until) : fullTime(new Date(until).toISOString());
  return html`<p><strong>${time}까지 말할 수 없어요.</strong> 읽는 건 계속할 수 있어요.</p>
    <p class="left" aria-hidden="true"><st-countdown until="${until}"></st-countdown> 남았어요</p>`;
}

/** @param {Pick<ChatRoom, "settings">} room */
export const slowMode = ({ settings }) =>
  settings?.slow_seconds
    ? html`<st-icon name="clock"></st-icon>느린 대화: ${waitingTime(settings.slow_seconds)}에 한 번`
    : html``;
