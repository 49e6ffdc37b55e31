/**
 * Accounts elsewhere that one can log in with, to be linked and unlinked. Nothing where the site offers none.
 *
 *     Object.assign(document.createElement("st-social-links"), { hasPassword: true });
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { leaveFor } from "../lib/router.js";
import { linkUrl } from "../lib/social.js";
import { fullDate } from "../lib/time.js";
import { confirmDialog } from "./dialog.js";
import "./icon.js";
import { proof } from "./proof.js";
import { toast } from "./toast.js";

const PATH = "/accounts/social/";
const HERE = "/profile/account";
const DRAWN = ["google", "kakao"];

/** @typedef {{ id: string, name: string, is_linked: boolean, linked_at: string }} Provider */

class StSocialLinks extends StElement {
  hasPassword = true;

  connected() {
    this.#load();
    this.on("click", "[data-link]", (_, button) => this.#link(button));
    this.on("click", "[data-unlink]", (_, button) => this.#unlink(button));
  }

  #load() {
    return loadInto(this, {
      load: () => api.get(PATH, { signal: this.signal }),
      show: ({ results }) => this.#list(results),
      signal: this.signal,
    });
  }

  /** @param {Provider[]} providers */
  #list(providers) {
    if (providers.length === 0) return html``;
    const isLastWay = !this.hasPassword && providers.filter(({ is_linked }) => is_linked).length === 1;
    return html`<section class="st-card stack">
      <div>
        <h2>다른 계정으로 로그인</h2>
        <p class="about">연결해 두면 비밀번호 없이도 들어올 수 있어요. 글이나 친구 목록은 가져오지 않아요.</p>
      </div>
      <ul>${providers.map((provider) => row(provider, isLastWay))}</ul>
      ${isLastWay && html`<p class="about">지금은 이 계정으로만 로그인할 수 있어요. 연결을 끊으려면 비밀번호를 먼저 만들어 주세요.</p>`}
    </section>`;
  }

  /** @param {HTMLButtonElement} button */
  async #link(button) {
    if (this.hasPassword) {
      await this.#linkWithPassword(button);
      return;
    }
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    try {
      leaveFor(await linkUrl(button.dataset.link ?? "", HERE));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message, "error");
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {HTMLButtonElement} button */
  #linkWithPassword({ dataset, value }) {
    return confirmDialog({
      title: `${value} 계정을 연결할까요?`,
      body: html`<p>연결하면 그 ${value} 계정으로도 로그인할 수 있어요.</p>
        ${this.#proof}`,
      confirmLabel: "연결하기",
      work: async (form) => leaveFor(await linkUrl(dataset.link ?? "", HERE, readForm(form))),
    });
  }

  get #proof() {
    return proof({ has_password: this.hasPassword });
  }

  /** @param {HTMLButtonElement} button */
  async #unlink({ dataset, value }) {
    const isDone = await confirmDialog({
      title: `${value} 연결을 끊을까요?`,
      body: html`<p>이제 ${value} 계정으로는 로그인할 수 없어요. 언제든 다시 연결할 수 있어요.</p>
        ${this.#proof}`,
      confirmLabel: "연결 끊기",
      work: (form) => api.delete(`${PATH}${dataset.unlink}/`, { json: readForm(form) }),
    });
    if (!isDone) return;
    toast(`${value} 연결을 끊었어요.`);
    await this.#load();
    this.tabIndex = -1; // The button that had the focus is gone.
    this.focus();
  }
}

/** @param {Provider} provider @param {boolean} isLastWay */
const row = ({ id, name, is_linked, linked_at }, isLastWay) => html`<li>
  ${DRAWN.includes(id) && html`<span class="mark is-${id}"><st-icon name="${id}"></st-icon></span>`}
  <p><strong>${name}</strong><span class="about">${is_linked ? `${fullDate(linked_at)}에 연결했어요` : "연결하지 않았어요"}</span></p>
  ${
    is_linked
      ? !isLastWay &&
        html`<button class="st-button is-small" type="button" data-unlink="${id}" value="${name}" aria-label="${name} 연결 끊기">연결 끊기</button>`
      : html`<button class="st-button is-small" type="button" data-link="${id}" value="${name}" aria-label="${name} 연결하기">연결하기</button>`
  }
</li>`;

customElements.define("st-social-links", StSocialLinks);
