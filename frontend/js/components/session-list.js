/**
 * Where one is logged in, and how to end it there.
 *
 *     <st-session-list></st-session-list>
 */
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { timeTag } from "../lib/time.js";
import { confirmDialog } from "./dialog.js";
import "./icon.js";
import { toast } from "./toast.js";

const PATH = "/accounts/sessions/";
/** Nobody has more. */
const MOST = 50;

/**
 * @typedef {object} Login
 * @property {number} id
 * @property {string} device
 * @property {string} place
 * @property {boolean} is_current
 * @property {string} created_at
 * @property {string} last_used_at
 */

/** @param {Login} login */
const row = ({ id, device, place, is_current, created_at, last_used_at }) => html`<li>
  <st-icon name="device"></st-icon>
  <div>
    <p class="device">${device} ${is_current && html`<span class="st-chip is-ok">지금 이 기기</span>`}</p>
    <p class="about">
      ${!is_current && html`<span>${place}</span>`}
      <span>${is_current ? "지금 쓰는 중" : html`${timeTag(last_used_at)} 사용`}</span>
      <span>${timeTag(created_at)} 로그인</span>
    </p>
  </div>
  ${!is_current && html`<button class="st-button is-small" type="button" data-end="${id}" aria-label="${device}에서 로그아웃">로그아웃</button>`}
</li>`;

/** @param {Login[]} logins */
const list = (logins) => html`<ul>${logins.map(row)}</ul>
  ${
    logins.length > 1
      ? html`<p class="advice">모르는 기기가 있다면 로그아웃하고 비밀번호를 바꿔 주세요.</p>
        <button class="st-button" type="button" data-end-others>다른 기기 모두 로그아웃</button>`
      : html`<p class="advice">다른 기기에는 로그인되어 있지 않아요.</p>`
  }`;

class StSessionList extends StElement {
  connected() {
    this.#load();
    this.on("click", "[data-end]", (_, button) => this.#end(button));
    this.on("click", "[data-end-others]", () => this.#endOthers());
  }

  #load() {
    return loadInto(this, {
      load: () => api.get(PATH, { query: { page_size: MOST }, signal: this.signal }),
      show: ({ results }) => list(results),
      signal: this.signal,
    });
  }

  /** @param {HTMLButtonElement} button */
  async #end({ dataset, ariaLabel }) {
    const isDone = await confirmDialog({
      title: `${ariaLabel}할까요?`,
      body: "그 기기에서 바로 로그아웃돼요. 쓰던 글은 그 기기에 남아 있어요.",
      confirmLabel: "로그아웃",
      work: () => endLogin(`${PATH}${dataset.end}/`),
    });
    if (isDone) await this.#tell("그 기기에서 로그아웃했어요.");
  }

  async #endOthers() {
    const isDone = await confirmDialog({
      title: "다른 기기에서 모두 로그아웃할까요?",
      body: "지금 이 기기만 남아요. 다른 기기에서는 다시 로그인해야 해요.",
      confirmLabel: "모두 로그아웃",
      work: () => api.delete(PATH),
    });
    if (isDone) await this.#tell("다른 기기에서 모두 로그아웃했어요.");
  }

  /** @param {string} words */
  async #tell(words) {
    toast(words);
    await this.#load();
    this.tabIndex = -1; // The button that had the focus is gone.
    this.focus();
  }
}

/** @param {string} path */
async function endLogin(path) {
  try {
    await api.delete(path);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error; // It has ended by itself.
  }
}

customElements.define("st-session-list", StSessionList);
