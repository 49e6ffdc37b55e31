/** The fields of an inquiry, for a new one and for an edit. */
import { html } from "../lib/html.js";
import { SUBJECTS } from "../lib/inquiries.js";
import "./field.js";

/** @param {Partial<import("../lib/inquiries.js").Inquiry>} inquiry */
export const inquiryFields = ({ email, subject, content }) => html`
  <st-field label="이메일" hint="답변이 오면 이 주소로 알려 드려요.">
    <input name="email" type="email" value="${email}" required maxlength="254" autocomplete="email" autocapitalize="none" />
  </st-field>
  <st-field label="종류">
    <select name="subject" required>
      <option value="">골라 주세요</option>
      ${Object.entries(SUBJECTS).map(
        ([value, name]) => html`<option value="${value}" ?selected="${value === subject}">${name}</option>`,
      )}
    </select>
  </st-field>
  <st-field label="내용" counter hint="언제, 어디에서, 무엇을 하다가 생긴 일인지 알려 주시면 더 빨리 도와드릴 수 있어요.">
    <textarea name="content" required maxlength="5000" rows="6">${content}</textarea>
  </st-field>`;
