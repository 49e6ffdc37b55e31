import assert from "node:assert/strict";
import test from "node:test";
import { isNarrowed, readSearch, searchHref } from "../js/pages/search-query.js";

test("an address and what it shows lead to each other", () => {
  const state = { q: "수시 & 정시?", kind: "", board: "study", within: "title", cursor: "cD0x" };
  const href = searchHref(state);
  assert.deepEqual(readSearch(new URL(href, "https://x.example").searchParams), state);
});

test("what is not chosen is not in the address", () => {
  assert.equal(searchHref({}), "/search");
  assert.equal(searchHref({ q: "수시" }), `/search?q=${encodeURIComponent("수시")}`);
  assert.deepEqual(readSearch(new URLSearchParams("q=%20수시%20")), {
    q: "수시",
    kind: "",
    board: "",
    within: "",
    cursor: "",
  });
});

test("a narrowed search can be widened", () => {
  const all = { q: "수시", kind: "", board: "", within: "", cursor: "x" };
  assert.equal(isNarrowed(all), false);
  for (const narrow of [{ kind: "faq" }, { board: "free" }, { within: "title" }]) {
    assert.equal(isNarrowed({ ...all, ...narrow }), true);
  }
});
