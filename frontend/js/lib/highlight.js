/**
 * A text with the searched words marked, as the API found them: anywhere, in either case.
 *
 *     html`<span>${highlight(post.title, "수시")}</span>`   // <mark>수시</mark>로 면접 보신 분
 */
import { html } from "./html.js";

/** @param {string} text @param {string} words */
export function highlight(text, words) {
  if (!words) return html`${text}`;
  const pattern = new RegExp(`(${words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")})`, "iu");
  // A pattern with one group: every second part is what it found.
  return html`${text.split(pattern).map((part, index) => (index % 2 ? html`<mark>${part}</mark>` : part))}`;
}
