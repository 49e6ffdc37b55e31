/**
 * The fields `email` and `email_code` of the form around it: an address, and the code mailed to it, as the site wants it.
 *
 *     <st-email-code mode="required"></st-email-code>                       // of a sign-up: required, optional or off
 *     <st-email-code mode="${rules.email_code}" email="${user.email}" ?confirmed="${user.email_confirmed}"></st-email-code>
 *
 * A code belongs to its address: with another address it is gone. That one was sent is remembered by the tab, for on a
 * phone the page may be thrown away while one looks into the mail.
 */
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StElement } from "../lib/element.js";
import { checkControl } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { tabStorage } from "../lib/storage.js";
import { clockTime, waitingTime } from "../lib/time.js";
import "./field.js";
import "./icon.js";

const SENT = "email-code";
const LIFETIME_S = 600;
const HINTS = new Map([
  ["required", "이 주소로 인증 번호를 보내요. 나만 볼 수 있고, 비밀번호를 잊었을 때도 써요."],
  ["optional", "나만 볼 수 있어요. 인증해 두면 비밀번호를 잊었을 때 안전하게 되찾아요."],
  ["off", "나만 볼 수 있어요. 비밀번호를 잊었을 때 써요."],
]);

/** @typedef {{ email: string, againAt: number, until: number }} Sent  times in milliseconds */

class StEmailCode extends StElement {
  #mode = "off";
  #own = "";
  /** @type {Sent | null} */
  #sent = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  connected() {
    this.#mode = this.getAttribute("mode") ?? "off";
    this.#own = this.getAttribute("email") ?? "";
    this.#sent = tabStorage.get(SENT);
    const isRequired = this.#mode === "required";
    this.render(html`<st-field label="이메일" ?optional="${!isRequired}" hint="${HINTS.get(this.#mode)}">
        <input name="email" type="email" value="${this.#own}" ?required="${isRequired}" maxlength="254" autocomplete="email" autocapitalize="none" />
      </st-field>
      <p class="confirmed" hidden><st-icon name="check"></st-icon>인증한 주소예요</p>
      <div class="code">
        <p class="told" role="status"></p>
        <st-field label="인증 번호" hint="${isRequired ? "" : "적지 않으면 인증하지 않은 주소로 남아요."}">
          <input name="email_code" inputmode="numeric" autocomplete="one-time-code" maxlength="8" pattern="\\s*(\\d\\s*){6}"
            title="메일로 온 여섯 자리 숫자를 적어 주세요." data-no-draft />
        </st-field>
        <button class="st-button" type="button" data-send></button>
      </div>`);
    this.#email.addEventListener("input", () => this.#follow(), { signal: this.signal });
    this.on("click", "[data-send]", () => this.#send());
    this.signal.addEventListener("abort", () => clearTimeout(this.#timer));
    this.#follow();
  }

  /** @returns {HTMLInputElement} */
  get #email() {
    return this.find("[name=email]");
  }

  get #address() {
    return this.#email.value.trim();
  }

  get #isOwn() {
    return this.#own !== "" && this.#address.toLowerCase() === this.#own.toLowerCase();
  }

  /** Everything that is shown follows from the address, the clock and what was sent. */
  #follow() {
    const isConfirmed = this.#isOwn && this.hasAttribute("confirmed");
    const isSent = this.#sent?.email === this.#address && Date.now() < this.#sent.until;
    const mustProve = this.#mode === "required" && this.#address !== "" && !this.#isOwn;
    const code = this.find("[name=email_code]");
    if (!isSent) code.value = "";
    code.required = mustProve && isSent;
    this.#email.setCustomValidity(mustProve && !isSent ? "‘인증 번호 받기’를 눌러 번호를 받아 주세요." : "");
    this.find(".confirmed").hidden = !isConfirmed;
    this.find(".code").hidden = this.#mode === "off" || isConfirmed;
    this.find(".code st-field").hidden = !isSent;
    this.#tell(
      isSent && this.#sent
        ? `메일을 보냈어요. ${clockTime(this.#sent.until)}까지 여섯 자리 번호를 적어 주세요. 안 오면 스팸함도 봐 주세요.`
        : "",
    );
    this.#count(isSent);
  }

  /** A screen reader speaks of it once. @param {string} words */
  #tell(words) {
    const place = this.find(".told");
    if (place.textContent !== words) place.textContent = words;
  }

  /** @param {boolean} isSent */
  #count(isSent) {
    clearTimeout(this.#timer);
    const left = isSent && this.#sent ? Math.ceil((this.#sent.againAt - Date.now()) / 1000) : 0;
    const button = this.find("[data-send]");
    const again = left > 0 ? `${waitingTime(left)} 뒤에 다시 받기` : "다시 받기";
    button.textContent = isSent ? again : "인증 번호 받기";
    button.ariaDisabled = left > 0 ? "true" : null;
    if (isSent) this.#timer = setTimeout(() => this.#follow(), 1000);
  }

  async #send() {
    const button = this.find("[data-send]");
    if (button.ariaBusy === "true" || button.ariaDisabled === "true") return;
    const email = this.#email;
    email.setCustomValidity(""); // What is asked for is being done.
    email.required = true;
    const isGood = checkControl(email);
    email.required = this.#mode === "required";
    if (!isGood) return;
    button.ariaBusy = "true";
    try {
      await this.#request(this.#address);
    } finally {
      button.ariaBusy = "false";
    }
  }

  /** @param {string} email */
  async #request(email) {
    const { signal } = this;
    const { activeElement } = document;
    try {
      const answer = await api.post("/accounts/email/code/", {
        json: { email },
        anonymous: true,
        asAsker: true,
        signal,
      });
      this.#remember(email, answer.retry_after, answer.expires_in);
      this.find("[name=email_code]").value = "";
      // Unless one has gone on meanwhile, say to mend the address.
      if (document.activeElement === activeElement) this.find("[name=email_code]").focus();
    } catch (error) {
      if (isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      // Too soon after the last one: that one is on its way, or there already.
      if (error.status === 429 && error.retryAfter) this.#remember(email, error.retryAfter, LIFETIME_S);
      const field = /** @type {import("./field.js").StField} */ (this.#email.closest("st-field"));
      field.error = error.message;
    }
  }

  /** @param {string} email @param {number} again @param {number} until  seconds from now */
  #remember(email, again, until) {
    const now = Date.now();
    this.#sent = { email, againAt: now + again * 1000, until: now + until * 1000 };
    tabStorage.set(SENT, this.#sent);
    this.#follow();
  }
}

customElements.define("st-email-code", StEmailCode);
