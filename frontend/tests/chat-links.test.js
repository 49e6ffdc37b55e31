import assert from "node:assert/strict";
import test from "node:test";
import { splitLinks } from "../js/lib/chat-links.js";

const links = (/** @type {string} */ text) =>
  splitLinks(text).flatMap(({ text, isLink }) => (isLink ? [text] : []));

test("what has no address is one piece", () => {
  assert.deepEqual(splitLinks("오늘 급식 뭐야?"), [{ text: "오늘 급식 뭐야?", isLink: false }]);
  assert.deepEqual(splitLinks(""), []);
});

test("an address stands between what is said around it, and nothing is lost", () => {
  const text = "(https://school.example/meal), https://exam.example?q=수시&y=2027 봐!\nhttps://a.example";
  assert.deepEqual(links(text), [
    "https://school.example/meal",
    "https://exam.example?q=수시&y=2027",
    "https://a.example",
  ]);
  assert.equal(
    splitLinks(text)
      .map((part) => part.text)
      .join(""),
    text,
  );
});

test("particles and punctuation of the sentence are no part of the address", () => {
  for (const tail of [
    "에서 봤어",
    "로 와",
    "으로는 안 돼",
    "은요",
    "이랑",
    "라는데",
    ".",
    "!!",
    "…",
    "요?",
    "에서도.",
    ")",
  ]) {
    const [found] = links(`https://school.example/b/3${tail}`);
    assert.equal(
      found,
      tail === "라는데" ? "https://school.example/b/3라는데" : "https://school.example/b/3",
      tail,
    );
  }
  assert.deepEqual(links("https://school.example에서"), ["https://school.example"]);
  assert.deepEqual(links("https://school.example/에서"), ["https://school.example/"]);
});

test("Korean and brackets inside an address stay", () => {
  for (const address of [
    "https://wiki.example/wiki/수달",
    "https://wiki.example/wiki/수달_(동물)",
    "https://exam.example/2027학년도-수시",
    "https://exam.example/search?q=정시로",
  ]) {
    assert.deepEqual(links(`${address} 읽어 봐`), [address]);
  }
});

test("only whole addresses of the web are links, and none that hides where it leads", () => {
  for (const text of [
    "school.example",
    "javascript:alert(1)",
    "ftp://school.example",
    "https://",
    "https://localhost",
    "https://school.example@evil.example/login",
    "https://user:pass@evil.example",
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test("a long row of signs is looked through quickly", () => {
  const start = performance.now();
  splitLinks(`https://a.example/${")".repeat(480)}`);
  splitLinks(`https://a.example/${"는".repeat(480)}`);
  assert.ok(performance.now() - start < 200);
});
