/**
 * Notifications as rows: where they lead, what stands together, and how new ones come into a list.
 *
 *     html`<a href="${hrefOf(row.target)}">`     // /free/412#comment-77
 *     groupByDay(rows);                          // [{ day: "오늘", things: [{ title, rows: […] }] }]
 *     merge(rows, news);                         // newest first, each once, the later state wins
 *
 * @typedef {object} Target
 * @property {string} kind  "post", "inquiry", "chat", or what a later server knows
 * @property {"free" | "study" | null} board
 * @property {number} id
 * @property {number | null} comment
 * @property {string | null} [room]  of the chat
 *
 * @typedef {object} Row
 * @property {number} id
 * @property {string} kind
 * @property {string} title  of what it is about
 * @property {string} message
 * @property {string} excerpt
 * @property {import("./boards.js").Author | null} actor
 * @property {number} count
 * @property {Target} target
 * @property {boolean} is_read
 * @property {boolean} is_held  come in the quiet hours that still last: it does not count as unread yet
 * @property {string} told_at
 *
 * @typedef {{ title: string, rows: Row[] }} Thing
 * @typedef {{ day: string, things: Thing[] }} Day
 */
import { commentId, postHref } from "./boards.js";
import { recentDay } from "./time.js";

/** What the switches of the settings are about, in their order. */
export const KINDS = [
  { kind: "comment", icon: "comment", label: "댓글", note: "내 글에 달린 댓글" },
  { kind: "reply", icon: "reply", label: "답글", note: "내가 이야기한 댓글의 답글" },
  { kind: "like", icon: "heart", label: "좋아요", note: "내 글과 댓글의 좋아요" },
  { kind: "scrap", icon: "bookmark", label: "스크랩", note: "내 글을 담아 둔 스크랩" },
  { kind: "answer", icon: "help", label: "문의 답변", note: "내 문의에 온 답변" },
  { kind: "notice", icon: "pin", label: "공지", note: "운영자가 올린 공지" },
  { kind: "care", icon: "heart", label: "도움 신호", note: "채팅에서 도움이 필요해 보이는 말" },
];

/** A kind of a later server rings like any other. @param {string} kind */
export const iconOf = (kind) => KINDS.find((known) => known.kind === kind)?.icon ?? "bell";

/** @param {Target} target @returns {string | null}  null where this version knows no page for it */
export function hrefOf({ kind, board, id, comment, room }) {
  if (kind === "chat") return room ? `/chat/${encodeURIComponent(room)}` : "/chat";
  if (kind === "inquiry") return `/help/${id}`;
  if (kind !== "post" || board === null) return null;
  return postHref({ board, id }) + (comment === null ? "" : `#${commentId(comment)}`);
}

/** @param {Row} one @param {Row} other */
const isAboutTheSame = ({ target: one }, { target: other }) =>
  one.kind === other.kind && one.board === other.board && one.id === other.id && one.room === other.room;

/** What follows each other on one day about one thing stands under its title. @param {Row[]} rows @param {Date} [now] @returns {Day[]} */
export function groupByDay(rows, now = new Date()) {
  /** @type {Day[]} */
  const days = [];
  for (const row of rows) {
    const name = recentDay(row.told_at, now);
    if (days.at(-1)?.day !== name) days.push({ day: name, things: [] });
    const { things } = /** @type {Day} */ (days.at(-1));
    const last = things.at(-1);
    if (last && isAboutTheSame(last.rows[0], row)) last.rows.push(row);
    else things.push({ title: row.title, rows: [row] });
  }
  return days;
}

/** @param {Row} row */
const toldAt = ({ told_at }) => Date.parse(told_at);

/** @param {Row[]} rows @param {Row[]} news @returns {Row[]} */
export function merge(rows, news) {
  /** @type {Map<number, Row>} */
  const all = new Map(rows.map((row) => [row.id, row]));
  for (const row of news) {
    const known = all.get(row.id);
    if (!known || toldAt(row) >= toldAt(known)) all.set(row.id, row);
  }
  return [...all.values()].sort((one, other) => toldAt(other) - toldAt(one) || other.id - one.id);
}

/** What of it a list does not show yet. @param {Row[]} rows @param {Row[]} news @returns {Row[]} */
export const newsFor = (rows, news) =>
  news.filter((row) => !rows.some((known) => known.id === row.id && toldAt(known) >= toldAt(row)));
