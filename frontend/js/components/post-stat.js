/**
 * A small count with its icon, its meaning spoken.
 *
 *     html`${stat("heart", "좋아요", post.like_count)}`
 *     html`${post.has_poll && pollMark}`                  // something that is there, without a count
 */
import { html } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import "./icon.js";

/** @param {string} icon @param {string} label @param {number} count */
export const stat = (icon, label, count) =>
  html`<span class="st-post-stat"><st-icon name="${icon}"></st-icon><span class="visually-hidden">${label}</span>${shortCount(count)}</span>`;

export const pollMark = html`<span class="st-post-stat"><st-icon name="poll"></st-icon><span class="visually-hidden">투표</span></span>`;
