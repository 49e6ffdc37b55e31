/**
 * Chooses a profile picture, with a preview, before anything is uploaded.
 *
 *     <st-picture-field name="${user.nickname}" src="${user.profile_picture}"></st-picture-field>
 *
 * `field.change` is undefined (left as it is), null (taken away) or the chosen File.
 */
import { StElement } from "../lib/element.js";
import { html } from "../lib/html.js";
import "./avatar.js";
import "./icon.js";

const LARGEST = 5 * 1024 * 1024;
const TYPES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export class StPictureField extends StElement {
  /** @type {File | null | undefined} */
  change = undefined;
  #preview = "";

  connected() {
    this.#show();
    this.on("change", "input", (_, input) => this.#choose(input.files[0]));
    this.on("click", "[data-remove]", () => this.#set(null));
    this.signal.addEventListener("abort", () => URL.revokeObjectURL(this.#preview));
  }

  /** @param {File | undefined} file */
  #choose(file) {
    if (!file) return;
    if (!TYPES.includes(file.type)) return this.#show("JPG, PNG, WEBP, GIF 사진만 올릴 수 있어요.");
    if (file.size > LARGEST) return this.#show("5MB보다 작은 사진을 골라 주세요.");
    this.#set(file);
  }

  /** @param {File | null} change */
  #set(change) {
    this.change = change;
    URL.revokeObjectURL(this.#preview);
    this.#preview = change ? URL.createObjectURL(change) : "";
    this.#show();
    this.find("input").focus();
  }

  #show(error = "") {
    const source = this.change === undefined ? (this.getAttribute("src") ?? "") : this.#preview;
    this.render(html`<st-avatar class="is-large" name="${this.getAttribute("name")}" src="${source}"></st-avatar>
      <div class="actions">
        <label class="st-button">
          <input class="visually-hidden" type="file" accept="${TYPES.join()}" aria-describedby="picture-help" />
          <st-icon name="camera"></st-icon>${source ? "사진 바꾸기" : "사진 고르기"}
        </label>
        ${source && html`<button class="st-button is-plain" type="button" data-remove>사진 없애기</button>`}
        <p class="help" id="picture-help">5MB까지 올릴 수 있고, 위치 같은 숨은 정보는 지워져요.</p>
        <p class="error" role="alert" ?hidden="${!error}">${error}</p>
      </div>`);
  }
}

customElements.define("st-picture-field", StPictureField);
