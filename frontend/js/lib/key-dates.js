/**
 * Days that students count down to. They are days in Korea, wherever the reader's clock is, and are counted here: a page
 * may stay open past midnight.
 *
 *     dDay("2027-01-04", "2027-01-07");       // D-12 · D-Day · 진행 중 · 끝났어요
 *     daySpan("2027-01-04", "2027-01-07");    // 1월 4일 (월) – 7일 (목)
 *
 *     soonest(dates, 4);                      // the first four; the next exam is among them
 *
 * @typedef {object} KeyDate
 * @property {number} id
 * @property {string} title
 * @property {"exam" | "application" | "result" | "other"} kind
 * @property {string} starts_on
 * @property {string} ends_on
 * @property {string | null} source_url
 */
const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000; // ahead of Universal Time, in summer too
const WEEKDAYS = "일월화수목금토";

/** Days since 1970, in Seoul. @param {number} time */
const seoulDay = (time) => Math.floor((time + SEOUL_MS) / DAY_MS);

/** @param {string} day  as in 2027-01-04 */
const dayNumber = (day) => Date.parse(day) / DAY_MS;

/**
 * The first of dates that come in order; long ones that run already don't push out the next exam.
 * @param {KeyDate[]} dates @param {number} most
 */
export function soonest(dates, most) {
  const exam = dates.findIndex(({ kind }) => kind === "exam");
  return exam < most ? dates.slice(0, most) : [...dates.slice(0, most - 1), dates[exam]];
}

/** Until the next midnight in Seoul. @param {number} now */
export const untilMidnight = (now) => (seoulDay(now) + 1) * DAY_MS - SEOUL_MS - now;

/** @param {string} starts @param {string} ends  the last day @param {number} [now] */
export function dDay(starts, ends, now = Date.now()) {
  const left = dayNumber(starts) - seoulDay(now);
  if (left > 0) return `D-${left}`;
  if (left === 0) return "D-Day";
  return dayNumber(ends) < seoulDay(now) ? "끝났어요" : "진행 중";
}

/** @param {string} starts @param {string} ends  the last day */
export function daySpan(starts, ends) {
  if (starts === ends) return dayOf(starts);
  return `${dayOf(starts)} – ${dayOf(ends, starts.slice(0, 7) === ends.slice(0, 7))}`;
}

/** @param {string} day @param {boolean} [isSameMonth] */
function dayOf(day, isSameMonth = false) {
  const date = new Date(day);
  const month = isSameMonth ? "" : `${date.getUTCMonth() + 1}월 `;
  return `${month}${date.getUTCDate()}일 (${WEEKDAYS[date.getUTCDay()]})`;
}
