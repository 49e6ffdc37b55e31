/** Whether an inquiry is answered, as a chip. */
import { html } from "../lib/html.js";
import "./icon.js";

/** @param {Pick<import("../lib/inquiries.js").Inquiry, "status">} inquiry */
export const inquiryStatus = ({ status }) =>
  status === "answered"
    ? html`<span class="st-chip is-ok"><st-icon name="check"></st-icon>답변 완료</span>`
    : html`<span class="st-chip"><st-icon name="clock"></st-icon>답변 기다리는 중</span>`;
