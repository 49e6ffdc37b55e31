/**
 * Polls: what a post asks with, and what came of it.
 *
 *     withPoll(readForm(form), Date.now());   // { title, content, poll: { choices, is_multiple, closes_at } }
 *     choiceProblems(["급식", "급식"]);        // ["", "위에 같은 선택지가 있어요."]
 *     tally(poll);                            // [{ text: "급식", votes: 12, percent: 40, isLeading: true }, …]
 *
 * @typedef {{ id: number, text: string, vote_count: number | null }} PollChoice
 *
 * @typedef {object} Poll
 * @property {PollChoice[]} choices  their counts are null until this reader has voted or the poll is closed
 * @property {boolean} is_multiple
 * @property {string | null} closes_at
 * @property {boolean} is_closed
 * @property {boolean} has_voted
 * @property {number} voter_count
 */

export const MIN_CHOICES = 2;
export const MAX_CHOICES = 10;
export const CHOICE_MAX_LENGTH = 50;

const DAY = 86_400_000;
const FIELD = /^poll_/;
const CHOICE_FIELD = /^poll_choice_\d+$/;

/** @param {number} number  from 1 */
export const choiceName = (number) => `poll_choice_${number}`;

/**
 * A form's values as the API takes them: one poll in place of its fields, and none where no choice is filled.
 * @param {Record<string, any>} values @param {number} now  milliseconds, from which the days until its end count
 * @returns {Record<string, any>}
 */
export function withPoll(values, now) {
  const fields = Object.entries(values);
  const others = Object.fromEntries(fields.filter(([name]) => !FIELD.test(name)));
  const choices = fields.filter(([name, text]) => CHOICE_FIELD.test(name) && text).map(([, text]) => text);
  if (choices.length === 0) return others;
  const { poll_is_multiple: is_multiple, poll_days: days } = values;
  const closes_at = days ? new Date(now + Number(days) * DAY).toISOString() : null;
  return { ...others, poll: { choices, is_multiple, closes_at } };
}

/** One more than are filled: there is always a place for the next. @param {string[]} texts */
export function choicesShown(texts) {
  const last = texts.findLastIndex((text) => text.trim() !== "");
  return Math.min(Math.max(last + 2, MIN_CHOICES), MAX_CHOICES);
}

/** What to do about each choice, "" where nothing: PC방 and pc방 are one. @param {string[]} texts */
export function choiceProblems(texts) {
  const said = texts.map((text) => text.trim().toLowerCase());
  const isAlone = said.filter(Boolean).length === 1;
  const nextPlace = said.indexOf("");
  return said.map((text, place) => {
    if (text === "") return isAlone && place === nextPlace ? "선택지를 하나 더 적어 주세요." : "";
    return said.indexOf(text) < place ? "위에 같은 선택지가 있어요." : "";
  });
}

/** @param {Poll} poll */
export const canVote = ({ has_voted, is_closed }) => !has_voted && !is_closed;

/**
 * Per cent of those who voted; where one may choose several, they come to more than a hundred. Nobody leads where all
 * have the same.
 * @param {Poll} poll
 */
export function tally({ choices, voter_count }) {
  const counts = choices.map(({ vote_count }) => vote_count ?? 0);
  const most = Math.max(...counts);
  const leaders = counts.filter((count) => count === most).length;
  return choices.map(({ text }, place) => ({
    text,
    votes: counts[place],
    percent: percentOf(counts[place], voter_count),
    isLeading: counts[place] === most && leaders < choices.length,
    isShared: leaders > 1,
  }));
}

/** One vote is never shown as none, nor all but one as all. @param {number} part @param {number} whole */
export function percentOf(part, whole) {
  if (part === 0 || whole === 0) return 0;
  if (part >= whole) return 100;
  return Math.min(Math.max(Math.round((part / whole) * 100), 1), 99);
}
