import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  forgetAllSearches,
  forgetSearch,
  recentSearches,
  rememberSearch,
} from "../js/lib/recent-searches.js";

const kept = new Map();
Object.assign(globalThis, {
  localStorage: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
});

beforeEach(() => kept.clear());

test("the newest search comes first, each once", () => {
  for (const words of ["수시", "급식", "수시"]) rememberSearch(words);
  assert.deepEqual(recentSearches(), ["수시", "급식"]);
});

test("old ones make room", () => {
  for (let number = 1; number <= 20; number++) rememberSearch(`말 ${number}`);
  assert.equal(recentSearches().length, 8);
  assert.equal(recentSearches()[0], "말 20");
});

test("what is forgotten leaves no trace", () => {
  for (const words of ["수시", "급식"]) rememberSearch(words);
  forgetSearch("급식");
  assert.deepEqual(recentSearches(), ["수시"]);
  forgetSearch("수시");
  assert.equal(kept.size, 0);
  rememberSearch("수시");
  forgetAllSearches();
  assert.equal(kept.size, 0);
});

test("whatever somebody else has stored there is no trouble", () => {
  for (const broken of ["{", "5", '{"a": 1}', '[1, null, "수시"]']) {
    kept.set("st.recent-searches", broken);
    assert.deepEqual(recentSearches(), broken.includes("수시") ? ["수시"] : []);
  }
});
