/**
 * Where one can go from here, as a list of rows.
 *
 *     html`${ways([{ href: "/help", icon: "help", text: "문의한 내용" }])}`
 *     ways([{ href: "/profile/account", icon: "lock", text: "계정과 보안", note: "비밀번호, 로그인한 기기" }])
 */
import { html } from "../lib/html.js";
import "./icon.js";

/** @param {{ href: string, icon: string, text: string, note?: string }[]} list */
export const ways = (list) => html`<ul class="st-card st-ways">
  ${list.map(
    ({ href, icon, text, note }) => html`<li>
      <a href="${href}">
        <st-icon name="${icon}"></st-icon>
        <span>${text}${note && html`<small>${note}</small>`}</span>
        <st-icon name="chevron-right"></st-icon>
      </a>
    </li>`,
  )}
</ul>`;
