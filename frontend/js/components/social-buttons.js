/**
 * Ways to log in with an account elsewhere: a button for each that the server knows, and nothing if there is none. They
 * come when they come; what stands above does not wait for them.
 *
 *     <st-social-buttons next="/free/3" divider="또는"></st-social-buttons>
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { leaveFor } from "../lib/router.js";
import { challenge, isPossible, startUrl } from "../lib/social.js";
import "./icon.js";

/** The words and colours that each of them asks for. */
const LOOKS = new Map([
  ["google", { icon: "google", words: "Google 계정으로 로그인" }],
  ["kakao", { icon: "kakao", words: "카카오 로그인" }],
]);

/** @param {{ id: string, name: string }} provider */
const button = ({ id, name }) => {
  const look = LOOKS.get(id);
  return html`<li>
    <button class="st-button is-block ${look ? `is-${id}` : ""}" type="button" data-provider="${id}">
      ${look && html`<st-icon name="${look.icon}"></st-icon>`}${look?.words ?? `${name} 로그인`}
    </button>
  </li>`;
};

class StSocialButtons extends StElement {
  connected() {
    this.on("click", "[data-provider]", (_, { dataset }) => this.#leave(dataset.provider));
    this.#load();
  }

  async #load() {
    if (!isPossible()) return;
    try {
      const { providers } = await api.get("/accounts/signup/", { anonymous: true, signal: this.signal });
      const divider = this.getAttribute("divider");
      if (providers.length > 0)
        this.render(html`${divider && html`<p>${divider}</p>`}<ul>${providers.map(button)}</ul>`);
    } catch (error) {
      if (!isAbort(error) && !(error instanceof ApiError)) throw error; // One can log in without them.
    }
  }

  /** @param {string} provider */
  async #leave(provider) {
    leaveFor(startUrl(provider, await challenge(this.getAttribute("next") ?? "/")));
  }
}

customElements.define("st-social-buttons", StSocialButtons);
