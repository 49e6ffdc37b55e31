import assert from "node:assert/strict";
import test from "node:test";
import { apiQuery, listHref, pinsNotices, readState } from "../js/pages/board-query.js";

const read = (/** @type {string} */ query) => readState(new URLSearchParams(query));

test("a bare address is the whole list from its beginning", () => {
  assert.deepEqual(read(""), { field: "title_content", q: "", scope: "all", cursor: "" });
  assert.equal(listHref("free", read("")), "/free");
});

test("what an address says comes back as the same address", () => {
  for (const query of [
    "field=author&q=%EB%A7%89%EC%B0%A8&cursor=cD0xNA%3D%3D",
    "field=title&q=a%26b%3D%25&mine=true",
    "liked=true&cursor=x%2By%2Fz%3D",
  ]) {
    assert.equal(listHref("study", read(query)), `/study?${query}`);
  }
});

test("an unknown field and odd flags fall back to the usual ones", () => {
  assert.equal(read("field=password&q=x").field, "title_content");
  assert.equal(read("mine=1&liked=yes").scope, "all");
});

test("blank words are no search, and leave no trace in the address", () => {
  assert.equal(read("q=%20%20").q, "");
  assert.equal(listHref("free", { field: "author", q: "" }), "/free");
});

test("the API is asked by the field's own name", () => {
  assert.deepEqual(apiQuery(read("field=author&q=막차&mine=true&cursor=abc")), {
    author: "막차",
    mine: true,
    cursor: "abc",
  });
});

test("notices stand on every page of the whole list, and on no other", () => {
  assert.equal(pinsNotices(read("")), true);
  assert.equal(pinsNotices(read("cursor=abc")), true);
  assert.equal(pinsNotices(read("q=급식")), false);
  assert.equal(pinsNotices(read("liked=true")), false);
});
