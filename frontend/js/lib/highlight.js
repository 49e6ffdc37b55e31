/**
 * A text with the searched words marked, as the API found them: anywhere, in either case.
 *
 *     html`<span>${highlight(post.title, "수시")}</span>`   // <mark>수시</mark>로 면접 보신 분
 *     highlight(faq.question, ["비밀번호", "변경"])          // each of several words
 */
import { html } from "./html.js";

/** @param {string} text @param {string | string[]} words */
export function highlight(text, words) {
  const sought = [words].flat().filter(Boolean).map(escaped);
  if (sought.length === 0) return html`${text}`;
  const pattern = new RegExp(`(${sought.join("|")})`, "iu");
  // A pattern with one group: every second part is what it found.
  return html`${text.split(pattern).map((part, index) => (index % 2 ? html`<mark>${part}</mark>` : part))}`;
}

/** @param {string} word */
const escaped = (word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
