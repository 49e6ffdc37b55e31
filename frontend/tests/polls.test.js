import assert from "node:assert/strict";
import test from "node:test";
import { canVote, choiceProblems, choicesShown, percentOf, tally, withPoll } from "../js/lib/polls.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const TEXTS = { title: "점심 어디서?", content: "골라 줘요" };
const RULES = { poll_is_multiple: false, poll_days: "" };

/** @param {(number | null)[]} counts @param {Partial<import("../js/lib/polls.js").Poll>} [more] */
const pollOf = (counts, more) => ({
  choices: counts.map((vote_count, place) => ({ id: place + 1, text: `선택지 ${place + 1}`, vote_count })),
  is_multiple: false,
  closes_at: null,
  is_closed: false,
  has_voted: true,
  voter_count: counts.reduce((/** @type {number} */ sum, count) => sum + (count ?? 0), 0),
  ...more,
});

test("a form without a choice asks with no poll, whatever else stands in its fields", () => {
  const fields = { poll_choice_1: "", poll_choice_2: "", poll_is_multiple: true, poll_days: "3" };
  assert.deepEqual(withPoll({ ...TEXTS, ...fields }, NOW), TEXTS);
  assert.deepEqual(withPoll(TEXTS, NOW), TEXTS);
});

test("choices are sent in their order, without the empty places between", () => {
  const fields = { poll_choice_1: "급식", poll_choice_2: "", poll_choice_3: "매점", ...RULES };
  assert.deepEqual(withPoll({ ...TEXTS, ...fields }, NOW), {
    ...TEXTS,
    poll: { choices: ["급식", "매점"], is_multiple: false, closes_at: null },
  });
});

test("the days until its end count from the time that is given, so that a second try says the same", () => {
  const values = { poll_choice_1: "급식", poll_choice_2: "매점", poll_is_multiple: true, poll_days: "3" };
  const { poll } = withPoll(values, NOW);
  assert.deepEqual([poll.closes_at, poll.is_multiple], ["2026-11-25T12:00:00.000Z", true]);
});

test("there is always a place for the next choice, up to ten", () => {
  assert.equal(choicesShown(["", ""]), 2);
  assert.equal(choicesShown(["급식", ""]), 2);
  assert.equal(choicesShown(["급식", "매점", ""]), 3);
  assert.equal(choicesShown(["", "", "", " ", "분식", ""]), 6);
  assert.equal(choicesShown(Array.from({ length: 10 }, () => "급식")), 10);
});

test("one choice is none, and two that are the same are one", () => {
  assert.deepEqual(choiceProblems(["", "", ""]), ["", "", ""]);
  assert.deepEqual(choiceProblems(["급식", "매점", ""]), ["", "", ""]);
  assert.deepEqual(choiceProblems(["급식", "", ""]), ["", "선택지를 하나 더 적어 주세요.", ""]);
  assert.deepEqual(choiceProblems(["", "급식", ""]), ["선택지를 하나 더 적어 주세요.", "", ""]);
  assert.deepEqual(choiceProblems(["급식", "PC방", " pc방 "]), ["", "", "위에 같은 선택지가 있어요."]);
});

test("per cents read well: no vote is shown as none, and not nearly all as all", () => {
  assert.deepEqual([percentOf(0, 0), percentOf(0, 9), percentOf(9, 9)], [0, 0, 100]);
  assert.deepEqual([percentOf(1, 3), percentOf(2, 3), percentOf(1, 8)], [33, 67, 13]);
  assert.deepEqual([percentOf(1, 1000), percentOf(999, 1000)], [1, 99]);
});

test("where several may be chosen, the share is of those who voted", () => {
  const shares = tally(pollOf([3, 2], { is_multiple: true, voter_count: 4 })).map(({ percent }) => percent);
  assert.deepEqual(shares, [75, 50]);
});

test("who has most leads, also together, but not where all have the same", () => {
  /** @param {(number | null)[]} counts */
  const leaders = (counts) => tally(pollOf(counts)).filter(({ isLeading }) => isLeading);
  assert.deepEqual(
    leaders([1, 5, 2]).map(({ text, isShared }) => [text, isShared]),
    [["선택지 2", false]],
  );
  assert.deepEqual(
    leaders([4, 4, 2]).map(({ isShared }) => isShared),
    [true, true],
  );
  assert.deepEqual(leaders([3, 3]), []);
  assert.deepEqual(leaders([0, 0]), []);
});

test("one votes once, and as long as it is open", () => {
  assert.equal(canVote(pollOf([null, null], { has_voted: false })), true);
  assert.equal(canVote(pollOf([1, 0])), false);
  assert.equal(canVote(pollOf([1, 0], { has_voted: false, is_closed: true })), false);
});
