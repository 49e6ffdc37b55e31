import assert from "node:assert/strict";
import test from "node:test";
import { dayName, detailLines, detailText, hostOf, schoolYears } from "../js/lib/post-details.js";

const WHOLE = {
  tag: "수시",
  school_year: 2027,
  university: "한빛대학교",
  admission_type: "학생부종합",
  source_url: "https://admission.example.ac.kr/2027",
  valid_until: "2026-09-11",
};

test("what a post says of itself is told in the order in which one asks for it", () => {
  assert.deepEqual(detailLines(WHOLE), [
    ["말머리", "수시"],
    ["학년도", "2027학년도"],
    ["대학", "한빛대학교"],
    ["전형", "학생부종합"],
    ["출처", "https://admission.example.ac.kr/2027"],
    ["유효 기한", "2026년 9월 11일까지"],
  ]);
});

test("what it does not say leaves no line", () => {
  const nothing = Object.fromEntries(Object.keys(WHOLE).map((name) => [name, null]));
  assert.deepEqual(detailLines(nothing), []);
  assert.deepEqual(detailLines({}), []);
  assert.equal(detailText({ ...nothing, tag: "질문" }), "말머리: 질문");
});

test("of an address the host is shown, and what is none as it stands", () => {
  assert.equal(hostOf("https://www.example.ac.kr:8443/a?b=c"), "www.example.ac.kr:8443");
  assert.equal(hostOf("주소 아님"), "주소 아님");
});

test("a day is said without leading zeros", () => {
  assert.equal(dayName("2027-01-09"), "2027년 1월 9일까지");
});

test("the years to choose from reach those who are in the first year, and hold what was chosen once", () => {
  const today = new Date(2026, 10, 22);
  assert.deepEqual(schoolYears(today), [2029, 2028, 2027, 2026, 2025, 2024]);
  assert.deepEqual(schoolYears(today, 2027), schoolYears(today));
  assert.deepEqual(schoolYears(today, 2019).slice(-2), [2024, 2019]);
  assert.deepEqual(schoolYears(today, 2035)[0], 2035);
});
