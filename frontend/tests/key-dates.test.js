import assert from "node:assert/strict";
import test from "node:test";
import { daySpan, dDay, soonest, untilMidnight } from "../js/lib/key-dates.js";

/** @param {string} time  in Seoul */
const at = (time) => Date.parse(`${time}+09:00`);

test("a day is counted down to in days of Seoul", () => {
  const cases = [
    ["2026-12-23T23:59:59.999", "D-12"],
    ["2026-12-24T00:00", "D-11"],
    ["2027-01-03T08:59", "D-1"], // in Universal Time still the day before
    ["2027-01-03T23:59:59.999", "D-1"],
    ["2027-01-04T00:00", "D-Day"],
    ["2027-01-04T23:59", "D-Day"],
    ["2027-01-05T00:00", "진행 중"],
    ["2027-01-07T23:59:59.999", "진행 중"],
    ["2027-01-08T00:00", "끝났어요"],
  ];
  for (const [time, words] of cases) assert.equal(dDay("2027-01-04", "2027-01-07", at(time)), words, time);
});

test("a single day is over at its end", () => {
  assert.equal(dDay("2027-01-04", "2027-01-04", at("2027-01-04T23:59")), "D-Day");
  assert.equal(dDay("2027-01-04", "2027-01-04", at("2027-01-05T00:00")), "끝났어요");
});

test("the count goes on at midnight in Seoul", () => {
  assert.equal(untilMidnight(at("2026-12-23T23:59:59")), 1000);
  assert.equal(untilMidnight(at("2026-12-24T00:00")), 86_400_000);
  assert.equal(untilMidnight(at("2026-12-24T08:30")), 15.5 * 3_600_000);
});

test("the next exam is among the first dates", () => {
  /** @param {string} kinds  by their first letters */
  const picked = (kinds) => {
    const dates = [...kinds].map((kind, id) => ({ id, kind: kind === "e" ? "exam" : "other" }));
    return soonest(/** @type {any} */ (dates), 3).map(({ id }) => id);
  };
  const cases = [
    ["", []],
    ["oo", [0, 1]],
    ["eooo", [0, 1, 2]],
    ["ooeo", [0, 1, 2]],
    ["oooeoe", [0, 1, 3]],
    ["oooo", [0, 1, 2]],
  ];
  for (const [kinds, ids] of cases)
    assert.deepEqual(picked(/** @type {string} */ (kinds)), ids, String(kinds));
});

test("days are told with their weekdays, a month once", () => {
  const cases = [
    ["2027-01-04", "2027-01-04", "1월 4일 (월)"],
    ["2027-01-04", "2027-01-07", "1월 4일 (월) – 7일 (목)"],
    ["2026-12-31", "2027-01-03", "12월 31일 (목) – 1월 3일 (일)"],
    ["2026-01-31", "2027-01-03", "1월 31일 (토) – 1월 3일 (일)"],
    ["2028-02-29", "2028-02-29", "2월 29일 (화)"],
  ];
  for (const [starts, ends, words] of cases) assert.equal(daySpan(starts, ends), words);
});
