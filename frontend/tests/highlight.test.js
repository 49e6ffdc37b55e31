import assert from "node:assert/strict";
import test from "node:test";
import { highlight, highlightTitle } from "../js/lib/highlight.js";
import { soughtIn } from "../js/pages/board-query.js";

const shown = (/** @type {unknown} */ markup) =>
  String(markup).replaceAll("<mark>", "[").replaceAll("</mark>", "]");

test("each of several words is marked, in either case", () => {
  assert.equal(
    shown(highlight("수시로 면접 보신 분, 수시!", "면접 수시")),
    "[수시]로 [면접] 보신 분, [수시]!",
  );
  assert.equal(shown(highlight("EBS 연계", "ebs")), "[EBS] 연계");
  assert.equal(shown(highlight("수시시", "수 수시")), "[수시]시");
  assert.equal(shown(highlight("비밀번호 변경", ["비밀번호", "변경"])), "[비밀번호] [변경]");
  assert.equal(shown(highlight("수시", "  ")), "수시");
});

test("what means something to a regular expression is only a letter", () => {
  assert.equal(
    shown(highlight("100% (진짜) a.b C++ \\", "% (진짜) . ++ \\")),
    "100[%] [(진짜)] a[.]b C[++] [\\]",
  );
  assert.equal(shown(highlight("[x] {y} a|b ^$ /", "[x] {y} | ^$ /")), "[[x]] [{y}] a[|]b [^$] [/]");
});

test("text stays text", () => {
  assert.equal(shown(highlight("<b>수시</b>", "b")), "&lt;[b]&gt;수시&lt;/[b]&gt;");
});

test("titles are marked by first consonants, texts are not", () => {
  assert.equal(shown(highlightTitle("수시로 지원한 후기", "ㅅㅅ ㅎㄱ")), "[수시]로 지원한 [후기]");
  assert.equal(shown(highlightTitle("감사합니다 ㄳ", "ㄳ")), "[감사]합니다 [ㄳ]");
  assert.equal(shown(highlightTitle("힣 가", "ㅎ ㄱ")), "[힣] [가]");
  assert.equal(shown(highlightTitle("웃기다 ㅋㅋ", "ㅋㅋ")), "웃기다 [ㅋㅋ]");
  assert.equal(shown(highlight("수시 ㅅㅅ", "ㅅㅅ")), "수시 [ㅅㅅ]");
});

test("a list marks where it has looked", () => {
  const state = /** @type {const} */ ({ q: "수시", scope: "all", cursor: "" });
  assert.deepEqual(soughtIn({ ...state, field: "title_content" }), { title: "수시", content: "수시" });
  assert.deepEqual(soughtIn({ ...state, field: "author" }), { author: "수시" });
});
