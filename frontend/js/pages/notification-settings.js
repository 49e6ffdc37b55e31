/** What one wants to be told, and when not: each change is kept at once. */
import "../components/field.js";
import "../components/icon.js";
import { OptimisticSwitch } from "../components/optimistic-switch.js";
import { toast } from "../components/toast.js";
import { wayBack } from "../components/way-back.js";
import { api } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { StPage } from "../lib/element.js";
import { checkControl } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { KINDS } from "../lib/notification-rows.js";
import { NOTIFICATIONS_PATH } from "../lib/notifications.js";

const PATH = `${NOTIFICATIONS_PATH}settings/`;

/** @typedef {{ quiet_from: string, quiet_until: string }} Times */
const NAMES = /** @type {(keyof Times)[]} */ (["quiet_from", "quiet_until"]);

/** @typedef {Times & { kinds: Record<string, boolean>, quiet_hours: boolean }} Settings */

/** @param {{ kind: string, icon: string, label: string, note: string }} kind @param {boolean} isOn */
const kindSwitch = ({ kind, icon, label, note }, isOn) => html`<li>
  <label class="st-check is-switch">
    <st-icon name="${icon}"></st-icon>
    <span>${label}<small>${note}</small></span>
    <input type="checkbox" role="switch" data-kind="${kind}" ?checked="${isOn}" />
  </label>
</li>`;

/** @param {string} label @param {string} name @param {string} value */
const timeField = (label, name, value) =>
  html`<st-field label="${label}"><input type="time" name="${name}" value="${value}" required /></st-field>`;

/** @param {Settings} settings */
const form = ({ kinds, quiet_hours, quiet_from, quiet_until }) => html`<section class="st-card stack">
    <h2>받을 알림</h2>
    <ul>${KINDS.filter(({ kind }) => kind in kinds).map((one) => kindSwitch(one, kinds[one.kind]))}</ul>
  </section>
  <section class="st-card stack">
    <div>
      <h2>조용한 시간</h2>
      <p class="about">이 시간에 온 알림은 모아 두었다가 끝나면 알려 드려요.</p>
    </div>
    <label class="st-check is-switch">
      <st-icon name="moon"></st-icon>
      <span>조용한 시간 쓰기</span>
      <input type="checkbox" role="switch" data-quiet ?checked="${quiet_hours}" />
    </label>
    <div class="times" ?hidden="${!quiet_hours}">
      ${timeField("시작", "quiet_from", quiet_from)} ${timeField("끝", "quiet_until", quiet_until)}
    </div>
  </section>`;

class StNotificationSettingsPage extends StPage {
  /** @type {Map<Element, OptimisticSwitch>} */
  #switches = new Map();
  /** As the server has them. */
  #times = { quiet_from: "", quiet_until: "" };
  #isSaving = false;

  connected() {
    this.render(html`${wayBack("/notifications", "알림")}
      <h1 tabindex="-1">알림 설정</h1>
      <div class="content"></div>`);
    this.ready = loadInto(this.find(".content"), {
      load: () => api.get(PATH, { signal: this.signal }),
      show: form,
      shown: ({ quiet_from, quiet_until }) => {
        this.#times = { quiet_from, quiet_until };
      },
      signal: this.signal,
    });
    this.on("change", "[data-kind]", (_, box) =>
      this.#toggle(box, (isOn) => ({ kinds: { [box.dataset.kind]: isOn } })),
    );
    this.on("change", "[data-quiet]", (_, box) => {
      this.find(".times").hidden = !box.checked;
      this.#toggle(box, (isOn) => ({ quiet_hours: isOn }));
    });
    this.on("change", "[type=time]", (_, field) => checkControl(field) && this.#saveTimes());
  }

  /** @param {HTMLInputElement} box @param {(isOn: boolean) => object} changeTo */
  async #toggle(box, changeTo) {
    // Without the page's signal: who leaves has chosen.
    const made = new OptimisticSwitch(!box.checked, (isOn) => api.patch(PATH, { json: changeTo(isOn) }));
    const known = this.#switches.get(box) ?? made;
    this.#switches.set(box, known);
    try {
      await known.toggle();
      toast("저장했어요.");
    } catch (error) {
      complain(error);
    }
    box.checked = known.isOn;
    if (box.matches("[data-quiet]")) this.find(".times").hidden = !box.checked;
  }

  /** @param {keyof Times} name @returns {import("../components/field.js").StField} */
  #field(name) {
    return this.find(`[name=${name}]`).closest("st-field");
  }

  /** @returns {Times} */
  get #wish() {
    return {
      quiet_from: this.#field("quiet_from").control.value,
      quiet_until: this.#field("quiet_until").control.value,
    };
  }

  /** Both together: each alone could meet the other on its way. One request at a time, and the last wish wins. */
  async #saveTimes() {
    for (const name of NAMES) this.#field(name).error = "";
    if (this.#isSaving) return;
    this.#isSaving = true;
    try {
      for (let wish = this.#wish; !isSame(wish, this.#times); wish = this.#wish) {
        await api.patch(PATH, { json: wish });
        this.#times = wish;
        toast("저장했어요.");
      }
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#isSaving = false;
    }
  }

  /** What is typed stays, to be mended, if it is at fault itself. @param {unknown} error */
  #refuse(error) {
    const { errors } = error instanceof ApiError ? error : { errors: [] };
    for (const name of NAMES) {
      const told = errors.find(({ attr }) => attr === name);
      if (told) {
        this.#field(name).error = told.detail;
        return;
      }
    }
    for (const name of NAMES) this.#field(name).control.value = this.#times[name];
    complain(error);
  }
}

/** @param {Times} one @param {Times} other */
const isSame = (one, other) => NAMES.every((name) => one[name] === other[name]);

/** @param {unknown} error */
function complain(error) {
  if (!(error instanceof ApiError)) throw error;
  toast(error.message, "error");
}

customElements.define("st-notification-settings-page", StNotificationSettingsPage);
