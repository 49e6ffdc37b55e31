/**
 * Above a page's heading: the place that this one belongs to.
 *
 *     html`${wayBack("/free", "자유게시판")}`
 */
import { html } from "../lib/html.js";
import "./icon.js";

/** @param {string} href @param {string} title */
export const wayBack = (href, title) =>
  html`<a class="st-way-back" href="${href}"><st-icon name="chevron-left"></st-icon>${title}</a>`;
