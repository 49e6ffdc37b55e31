/**
 * A text with the searched words marked, as the API found them: anywhere, in either case, each of several words.
 *
 *     html`<span>${highlight(post.excerpt, "수시 면접")}</span>`   // <mark>수시</mark>로 <mark>면접</mark> 보신 분
 *     highlight(faq.question, ["비밀번호", "변경"])
 *     highlightTitle(post.title, "ㅅㅅ")                           // in titles also by first consonants
 */
import { html } from "./html.js";
import { initialsPattern } from "./korean.js";

/** @param {string} text @param {string | string[]} words */
export const highlight = (text, words) => marked(text, wordsOf(words).map(escaped));

/** @param {string} text @param {string | string[]} words */
export const highlightTitle = (text, words) =>
  marked(
    text,
    wordsOf(words).flatMap((word) => initialsPattern(word) ?? escaped(word)),
  );

/** The longest first: of 수 and 수시 it is 수시 that is marked. @param {string | string[]} words */
const wordsOf = (words) =>
  [words]
    .flat()
    .flatMap((part) => part.split(/\s+/u))
    .filter(Boolean)
    .sort((one, other) => other.length - one.length);

/** @param {string} text @param {string[]} patterns */
function marked(text, patterns) {
  if (patterns.length === 0) return html`${text}`;
  const pattern = new RegExp(`((?:${patterns.join("|")})+)`, "iu");
  // A pattern with one group: every second part is what it found.
  return html`${text.split(pattern).map((part, index) => (index % 2 ? html`<mark>${part}</mark>` : part))}`;
}

/** @param {string} word */
const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
