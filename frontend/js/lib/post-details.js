/**
 * What a post says of itself beside its text: its tag (말머리), and about admissions for what and how long it holds.
 *
 *     detailLines(post);                     // [["말머리", "수시"], ["학년도", "2027학년도"], …], without what is not said
 *     schoolYears(new Date(), 2024);         // [2029, 2028, 2027, 2026, 2025, 2024]: to choose from
 *
 * @typedef {object} Details
 * @property {string | null} [tag]
 * @property {number | null} [school_year]
 * @property {string | null} [university]
 * @property {string | null} [admission_type]
 * @property {string | null} [source_url]
 * @property {string | null} [valid_until]  as 2026-09-11
 */

export const ADMISSION_TYPES = ["학생부교과", "학생부종합", "논술", "실기·실적", "수능"];

/** @param {Details} details @returns {[string, string][]} */
export function detailLines({ tag, school_year, university, admission_type, source_url, valid_until }) {
  /** @type {[string, string | null | undefined][]} */
  const lines = [
    ["말머리", tag],
    ["학년도", school_year ? yearName(school_year) : null],
    ["대학", university],
    ["전형", admission_type],
    ["출처", source_url],
    ["유효 기한", valid_until && dayName(valid_until)],
  ];
  return /** @type {[string, string][]} */ (lines.filter(([, value]) => value));
}

/** @param {Details} details  one line of text each */
export const detailText = (details) =>
  detailLines(details)
    .map((line) => line.join(": "))
    .join("\n");

/** @param {number | string} year */
export const yearName = (year) => `${year}학년도`;

/** @param {string} day as 2026-09-11 */
export function dayName(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}년 ${month}월 ${date}일까지`;
}

/** @param {string} url */
export function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/**
 * Who is in the first year now is admitted in at most three; older ones are told of for comparison.
 * @param {Date} today @param {number | null} [chosen]
 */
export function schoolYears(today, chosen) {
  const year = today.getFullYear();
  const years = Array.from({ length: 6 }, (_, index) => year + 3 - index);
  return chosen && !years.includes(chosen) ? [...years, chosen].sort((one, other) => other - one) : years;
}
