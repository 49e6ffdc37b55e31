/**
 * How messages stand on the page: who begins to speak, where a day begins, which times would only repeat.
 *
 *     linesOf(log.messages);   // [{ message, day: "11월 3일 화요일" | null, isOpening: true, isSameMinute: false }, …]
 */
import { dayName } from "./time.js";

/** After a pause a speaker is named again. */
const PAUSE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** @typedef {import("./chat-log.js").Message} Message */
/** @typedef {{ message: Message, day: string | null, isOpening: boolean, isSameMinute: boolean }} Line */

/** @param {Message[]} messages @returns {Line[]} */
export function linesOf(messages) {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const startsDay = !before || dateOf(before) !== dateOf(message);
    const isOpening =
      startsDay || !isSameSpeaker(before, message) || timeOf(message) - timeOf(before) > PAUSE_MS;
    return {
      message,
      day: startsDay ? dayName(message.timestamp) : null,
      isOpening,
      isSameMinute: !isOpening && minuteOf(before) === minuteOf(message),
    };
  });
}

/** @param {Message} one @param {Message} other */
const isSameSpeaker = (one, other) => one.author.name === other.author.name && one.is_mine === other.is_mine;

/** A conversation is laid out anew with each line that comes: no time is read twice. @type {WeakMap<Message, { time: number, date: string }>} */
const moments = new WeakMap();

/** @param {Message} message */
function momentOf(message) {
  const known = moments.get(message);
  if (known) return known;
  const date = new Date(message.timestamp);
  const moment = { time: date.getTime(), date: date.toDateString() };
  moments.set(message, moment);
  return moment;
}

/** @param {Message} message */
const timeOf = (message) => momentOf(message).time;

/** @param {Message} message */
const minuteOf = (message) => Math.floor(timeOf(message) / MINUTE_MS);

/** @param {Message} message */
const dateOf = (message) => momentOf(message).date;
