import assert from "node:assert/strict";
import test from "node:test";
import { apiPath, apiQuery, isNarrowed, listHref, pinsNotices, readState } from "../js/pages/board-query.js";

const read = (/** @type {string} */ query) => readState(new URLSearchParams(query));

test("a bare address is the whole list from its beginning", () => {
  assert.deepEqual(read(""), {
    field: "title_content",
    q: "",
    scope: "all",
    tag: "",
    school_year: "",
    university: "",
    admission_type: "",
    is_outdated: "",
    cursor: "",
  });
  assert.equal(listHref("free", read("")), "/free");
});

test("what an address says comes back as the same address", () => {
  for (const query of [
    "field=author&q=%EB%A7%89%EC%B0%A8&cursor=cD0xNA%3D%3D",
    "field=title&q=a%26b%3D%25&mine=true",
    "liked=true&cursor=x%2By%2Fz%3D",
    "tag=%EB%A9%B4%EC%A0%91%C2%B7%EB%85%BC%EC%88%A0&school_year=2027&university=%ED%95%9C+%EB%B9%9B&is_outdated=false",
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
  assert.equal(pinsNotices(read("tag=수시")), false);
});

test("what narrows the list is asked for by its own name, beside words or alone", () => {
  assert.deepEqual(apiQuery(read("tag=수시&school_year=2027&field=title&q=면접")), {
    title: "면접",
    tag: "수시",
    school_year: "2027",
    cursor: "",
  });
  assert.equal(isNarrowed(read("field=title&q=면접&mine=true")), false);
  assert.equal(isNarrowed(read("is_outdated=false")), true);
  assert.equal(isNarrowed(read("university=%20")), false);
});

test("hot posts are a list of their own, without words", () => {
  assert.equal(apiPath(read("hot=true&q=면접")), "hot/");
  assert.deepEqual(apiQuery(read("hot=true&q=면접&cursor=abc")), { cursor: "abc" });
  assert.equal(listHref("free", read("hot=true&cursor=abc")), "/free?hot=true&cursor=abc");
  assert.equal(apiPath(read("liked=true")), "");
  assert.equal(pinsNotices(read("hot=true")), false);
});
