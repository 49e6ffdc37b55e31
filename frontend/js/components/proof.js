/** The own password, asked for in a form before something that who found an open browser must not do. */
import { html } from "../lib/html.js";
import "./field.js";

/**
 * Who has no password must have logged in a moment ago: the API says so.
 * @param {{ has_password: boolean }} user @param {string} [hint]
 */
export const proof = ({ has_password }, hint) =>
  has_password &&
  html`<st-field label="비밀번호" hint="${hint}" reveal>
    <input name="password" type="password" required autocomplete="current-password" />
  </st-field>`;
