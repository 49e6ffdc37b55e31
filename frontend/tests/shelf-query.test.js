import assert from "node:assert/strict";
import test from "node:test";
import { apiQuery, pathOf, placesOf, readShelf, shelfHref } from "../js/pages/shelf-query.js";

const read = (/** @type {string} */ query) => readShelf(new URLSearchParams(query));

test("a bare address is one's own posts of the free board", () => {
  assert.deepEqual(read(""), { tab: "posts", board: "free", folder: "", cursor: "" });
  assert.equal(shelfHref(read("")), "/shelf");
});

test("what an address says comes back as the same address", () => {
  for (const query of [
    "board=study&cursor=cD0xNA%3D%3D",
    "tab=comments&cursor=x%2By%2Fz%3D",
    "tab=liked&board=study",
    "tab=scraps&folder=12&cursor=abc",
    "tab=scraps&folder=none",
  ]) {
    assert.equal(shelfHref(read(query)), `/shelf?${query}`);
  }
});

test("what no tab knows falls back to the usual, and what another tab knows is dropped", () => {
  assert.equal(read("tab=secrets").tab, "posts");
  assert.equal(read("tab=liked&board=qna").board, "free");
  assert.equal(read("tab=scraps&board=study").board, "free");
  assert.equal(read("tab=comments&folder=3").folder, "");
  for (const folder of ["0", "-1", "1e3", "면접", "9".repeat(19)]) {
    assert.equal(read(`tab=scraps&folder=${folder}`).folder, "");
  }
});

test("each tab asks the API for a list of its own", () => {
  const asked = (/** @type {string} */ query) => {
    const { page_size, ...sent } = apiQuery(read(query));
    const told = Object.entries(sent).filter(([, value]) => value !== "");
    return [pathOf(read(query)), Object.fromEntries(told)];
  };
  assert.deepEqual(asked(""), ["/post/", { mine: true }]);
  assert.deepEqual(asked("board=study"), ["/study/", { mine: true }]);
  assert.deepEqual(asked("tab=liked&board=study&cursor=abc"), ["/study/", { liked: true, cursor: "abc" }]);
  assert.deepEqual(asked("tab=comments"), ["/comments/mine/", {}]);
  assert.deepEqual(asked("tab=scraps&folder=none"), ["/scraps/", { folder: "none" }]);
});

test("folders stand in the order of their names, between all and none", () => {
  const results = [
    { id: 3, name: "하나", count: 1 },
    { id: 2, name: "논술", count: 0 },
    { id: 1, name: "Essay", count: 4 },
  ];
  const places = placesOf({ results, unfiled: 2 });
  assert.deepEqual(
    places.map(({ folder, label, count }) => `${folder}:${label}:${count}`),
    [":전체:7", "2:논술:0", "3:하나:1", "1:Essay:4", "none:폴더 없음:2"],
  );
});

test("without a folder there is nothing to choose", () => {
  assert.deepEqual(placesOf({ results: [], unfiled: 5 }), []);
});
