import assert from "node:assert/strict";
import test from "node:test";
import { searchFaqs, suggestFaqs, wordsOf } from "../js/lib/faq-search.js";
import { highlight } from "../js/lib/highlight.js";

const faqs = [
  { question: "비밀번호를 잊어버렸어요.", answer: "문의로 알려 주시면 이메일로 확인해요." },
  {
    question: "탈퇴하면 제가 쓴 글은 어떻게 되나요?",
    answer: "글과 댓글은 남을 수 있어요. 먼저 지워 주세요.",
  },
  { question: "사진을 올릴 수 있나요?", answer: "JPEG, PNG 사진을 5MB까지 올릴 수 있어요." },
  { question: "AI 튜터의 답을 믿어도 되나요?", answer: "틀릴 수 있어요. 중요한 내용은 확인해 주세요." },
  { question: "채팅에서 한 말을 지울 수 있나요?", answer: "아니요. 대신 신고해 주세요." },
  { question: "수시와 정시는 무엇이 다른가요?", answer: "수시는 학생부를, 정시는 수능을 봐요." },
];
const questions = (/** @type {typeof faqs} */ found) => found.map(({ question }) => question);

test("a search without words finds everything", () => {
  assert.equal(searchFaqs(faqs, "  ").length, faqs.length);
  assert.deepEqual(wordsOf(" 비밀번호  변경 "), ["비밀번호", "변경"]);
});

test("every word must be there, in the question or in the answer, in either case", () => {
  assert.deepEqual(questions(searchFaqs(faqs, "png")), ["사진을 올릴 수 있나요?"]);
  assert.deepEqual(questions(searchFaqs(faqs, "튜터 중요한")), ["AI 튜터의 답을 믿어도 되나요?"]);
  assert.deepEqual(searchFaqs(faqs, "튜터 사진"), []);
});

test("part of a word is enough, whatever ending follows", () => {
  assert.deepEqual(questions(searchFaqs(faqs, "수시")), ["수시와 정시는 무엇이 다른가요?"]);
});

test("while a text is written the nearest entries come first", () => {
  assert.equal(suggestFaqs(faqs, "비밀번호가 기억이 안 나요")[0].question, "비밀번호를 잊어버렸어요.");
  assert.equal(
    suggestFaqs(faqs, "회원 탈퇴를 하고 싶어요")[0]?.question,
    "탈퇴하면 제가 쓴 글은 어떻게 되나요?",
  );
  assert.deepEqual(suggestFaqs(faqs, "탈퇴 비밀번호", 1).length, 1);
});

test("polite endings alone suggest nothing", () => {
  assert.deepEqual(suggestFaqs(faqs, "안녕하세요, 궁금한 게 있어요."), []);
  assert.deepEqual(suggestFaqs(faqs, ""), []);
  assert.deepEqual(suggestFaqs([], "비밀번호"), []);
});

test("found words are marked, each of them, and everything is escaped", () => {
  assert.equal(
    highlight("수시와 정시", ["정시", "수시"]).toString(),
    "<mark>수시</mark>와 <mark>정시</mark>",
  );
  assert.equal(highlight("PNG <사진>", "png").toString(), "<mark>PNG</mark> &lt;사진&gt;");
  assert.equal(highlight("글", []).toString(), "글");
});

test("signs in a search are signs, not patterns", () => {
  for (const sign of ["-", "/", "(", "[", "\\", "^", "$", ".", "*", "+", "?", "{", "}", "|"]) {
    assert.equal(highlight(`가${sign}나`, sign).toString(), `가<mark>${sign}</mark>나`);
  }
});
