import assert from "node:assert/strict";
import test from "node:test";
import { shortCount, withParticle } from "../js/lib/korean.js";
import { passwordRules } from "../js/lib/password.js";
import { recentDay, relativeTime, timeTag, timeUntil, waitingTime } from "../js/lib/time.js";

/** A time of the reader's own zone. */
const at = (/** @type {[number, number, number, number?, number?, number?]} */ ...parts) =>
  new Date(...parts).toISOString();
const NOW = new Date(2026, 10, 5, 15, 30, 0);

test("times are told as people tell them", () => {
  const cases = [
    [at(2026, 10, 5, 15, 30, 20), "방금"],
    [at(2026, 10, 5, 15, 29, 10), "방금"],
    [at(2026, 10, 5, 15, 25), "5분 전"],
    [at(2026, 10, 5, 12, 20), "3시간 전"],
    [at(2026, 10, 5, 0, 10), "15시간 전"],
    [at(2026, 10, 4, 23, 50), "어제"],
    [at(2026, 10, 4, 0, 0), "어제"],
    [at(2026, 10, 3, 23, 59), "11월 3일"],
    [at(2026, 0, 1, 9), "1월 1일"],
    [at(2025, 10, 3, 9), "2025년 11월 3일"],
  ];
  for (const [iso, words] of cases) assert.equal(relativeTime(iso, NOW), words, iso);
});

test("shortly after midnight the evening before is hours away", () => {
  assert.equal(relativeTime(at(2026, 10, 4, 22, 0), new Date(2026, 10, 5, 1, 0)), "3시간 전");
});

test("a day is called by its nearness, further back by its date", () => {
  const cases = [
    [at(2026, 10, 5, 23, 59), "오늘"],
    [at(2026, 10, 5, 0, 0), "오늘"],
    [at(2026, 10, 4, 23, 59), "어제"],
    [at(2026, 10, 4, 0, 0), "어제"],
    [at(2026, 10, 3, 23, 59), "11월 3일 화요일"],
    [at(2025, 10, 3, 9), "2025년 11월 3일"],
  ];
  for (const [iso, words] of cases) assert.equal(recentDay(iso, NOW), words, iso);
});

test("what is to come is told in hours up to two days", () => {
  const cases = [
    [at(2026, 10, 5, 15, 29), "곧"],
    [at(2026, 10, 5, 15, 30, 50), "곧"],
    [at(2026, 10, 5, 15, 35, 30), "5분 뒤"],
    [at(2026, 10, 5, 16, 29, 59), "59분 뒤"],
    [at(2026, 10, 6, 15, 29, 50), "24시간 뒤"],
    [at(2026, 10, 7, 14, 0), "47시간 뒤"],
    [at(2026, 10, 8, 15, 29, 50), "3일 뒤"],
    [at(2026, 10, 12, 9, 0), "6일 뒤"],
  ];
  for (const [iso, words] of cases) assert.equal(timeUntil(iso, NOW), words, iso);
});

test("a time element holds the exact time as well", () => {
  const iso = at(2026, 10, 3, 21, 5);
  assert.match(
    timeTag(iso).toString(),
    new RegExp(`<time datetime="${iso}" title="2026년 11월 3일 (?:오후|PM) 9:05">`),
  );
});

test("a wait is told without empty parts", () => {
  assert.deepEqual([5, 60, 95, 900].map(waitingTime), ["5초", "1분", "1분 35초", "15분"]);
  assert.deepEqual([3600, 5459, 86_400].map(waitingTime), ["1시간", "1시간 30분", "24시간"]);
});

test("particles fit the last sound", () => {
  assert.equal(withParticle("제목", "을", "를"), "제목을");
  assert.equal(withParticle("아이디", "을", "를"), "아이디를");
  assert.equal(withParticle("AI", "을", "를"), "AI를");
});

test("big counts are short and never rounded up", () => {
  const cases = /** @type {const} */ ([
    [0, "0"],
    [9_999, "9,999"],
    [10_000, "1만"],
    [12_900, "1.2만"],
    [99_999, "9.9만"],
    [1_234_567, "123만"],
  ]);
  for (const [count, words] of cases) assert.equal(shortCount(count), words);
});

test("password rules tick off one by one", () => {
  const met = (/** @type {string} */ password) =>
    passwordRules(password, ["sudal7", "수달"]).map(({ isMet }) => isMet);
  assert.deepEqual(met(""), [false, false, false]);
  assert.deepEqual(met("12345678"), [true, false, true]);
  assert.deepEqual(met("Sudal7-2026"), [true, true, false]);
  assert.deepEqual(met("sud"), [false, true, false]);
  assert.deepEqual(met("밤하늘에뜬별"), [false, true, true]);
  assert.deepEqual(met("blue-desk-42"), [true, true, true]);
});
