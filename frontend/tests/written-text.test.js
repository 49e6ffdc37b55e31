import assert from "node:assert/strict";
import test from "node:test";
import { boardOf, postHref } from "../js/lib/boards.js";
import { headingLevels } from "../js/lib/heading-levels.js";
import { highlight } from "../js/lib/highlight.js";

test("searched words are marked wherever they stand, in either case", () => {
  assert.equal(String(highlight("수시로 수시", "수시")), "<mark>수시</mark>로 <mark>수시</mark>");
  assert.equal(String(highlight("EBS와 ebs", "Ebs")), "<mark>EBS</mark>와 <mark>ebs</mark>");
  assert.equal(String(highlight("급식", "")), "급식");
});

test("searched signs are taken as they are, and nothing marked is markup", () => {
  assert.equal(String(highlight("a+b (1)?", "+b (1)?")), "a<mark>+b</mark> <mark>(1)?</mark>");
  assert.equal(String(highlight("<b>글</b>", "<b>")), "<mark>&lt;b&gt;</mark>글&lt;/b&gt;");
  assert.equal(String(highlight("면접", ".*")), "면접");
});

test("a writer's headings continue the page's outline without a gap", () => {
  assert.deepEqual(headingLevels(["h4", "h5", "h5", "h4"], 2), [2, 3, 3, 2]);
  assert.deepEqual(headingLevels(["h6", "h3", "h6"], 2), [2, 2, 3]);
  assert.deepEqual(headingLevels([], 3), []);
});

test("a post's address is its board's", () => {
  assert.equal(postHref({ board: "study", id: 7 }), "/study/7");
  assert.equal(boardOf("free").api, "/post/");
});
