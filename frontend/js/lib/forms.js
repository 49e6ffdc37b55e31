/**
 * Forms: told in Korean what to do, beside the field, with the first bad field focused.
 *
 *     html`<form novalidate>
 *       <st-field label="제목"><input name="title" required maxlength="100" /></st-field>
 *       <p class="st-form-error" role="alert" hidden></p>          // for errors of no field
 *       <button class="st-button is-primary">올리기</button>
 *     </form>`
 *
 *     onSubmit(form, async () => {
 *       const post = await api.post("/post/", { json: readForm(form) });
 *       navigate(`/free/${post.id}`);
 *     }, this.signal);
 *
 * `onSubmit` checks the constraints, keeps the button busy while the promise runs (a second tap does nothing) and
 * shows an ApiError's sentences where they belong (`showErrors`, for other cases; `checkControl` checks one field). Where
 * the API says how long to wait, the button counts the seconds down (`holdForm`, for other cases). A control that the API
 * knows by another name than its own says so: data-attr="poll.choices.0".
 */
import { isAbort } from "./api.js";
import { ApiError } from "./api-error.js";
import { withParticle } from "./korean.js";
import { waitingTime } from "./time.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * Text is sent as typed, without the blanks around it (a password is sent whole); checkboxes as booleans.
 * @param {HTMLFormElement} form @returns {Record<string, any>}
 */
export function readForm(form) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const control of controlsOf(form)) {
    if (control.type === "file" || (control.type === "radio" && !isChecked(control))) continue;
    if (control.type === "checkbox") values[control.name] = isChecked(control);
    else values[control.name] = control.type === "password" ? control.value : control.value.trim();
  }
  return values;
}

/**
 * @param {HTMLFormElement} form @param {(event: SubmitEvent) => Promise<unknown>} send @param {AbortSignal} signal
 */
export function onSubmit(form, send, signal) {
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      if (form.ariaBusy === "true" || submitOf(form).ariaDisabled === "true" || !checkForm(form)) return;
      await whileBusy(form, () => send(event), signal);
    },
    { signal },
  );
}

/** @param {HTMLFormElement} form @param {() => Promise<unknown>} work @param {AbortSignal} signal */
async function whileBusy(form, work, signal) {
  // Not `disabled`: the button would lose the focus, and a screen reader its place.
  const buttons = form.querySelectorAll("button:not([type=button])");
  const mark = (/** @type {string} */ busy) => {
    for (const element of [form, ...buttons]) element.ariaBusy = busy;
  };
  mark("true");
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiError)) {
      if (!isAbort(error)) throw error;
      return;
    }
    showErrors(form, error);
    if (error.retryAfter) holdForm(form, error.retryAfter, signal);
  } finally {
    mark("false");
  }
}

/**
 * Nothing can be sent for so many seconds, unless other words are typed: limits count by name or address.
 * @param {HTMLFormElement} form @param {number} seconds @param {AbortSignal} signal
 */
export function holdForm(form, seconds, signal) {
  const button = submitOf(form);
  const words = [...button.childNodes];
  const end = Date.now() + seconds * 1000;
  const hold = new AbortController();
  const release = () => {
    hold.abort();
    clearInterval(timer);
    button.ariaDisabled = null;
    button.replaceChildren(...words);
  };
  const count = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    button.ariaDisabled = "true";
    button.replaceChildren(`${waitingTime(left)} 뒤에 다시 할 수 있어요`);
    if (left <= 0) release();
  };
  const timer = setInterval(count, 1000);
  signal.addEventListener("abort", release, { signal: hold.signal });
  const typed = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLInputElement && target.autocomplete.endsWith("password"))) release();
  };
  form.addEventListener("input", typed, { signal: hold.signal });
  count();
}

/** @param {HTMLFormElement} form @returns {HTMLButtonElement} */
const submitOf = (form) => /** @type {HTMLButtonElement} */ (form.querySelector("button:not([type=button])"));

/** Whether every field fulfils its constraints; if not, says why and focuses the first that does not. @param {HTMLFormElement} form */
export function checkForm(form) {
  clearErrors(form);
  const bad = controlsOf(form).filter((control) => !control.validity.valid);
  for (const control of bad) setError(control, adviceFor(control));
  focusOn(bad[0]);
  return bad.length === 0;
}

/** The same of one field alone. @param {Control} control */
export function checkControl(control) {
  if (control.validity.valid) return true;
  setError(control, adviceFor(control));
  focusOn(control);
  return false;
}

/** @param {HTMLFormElement} form @param {ApiError} error */
export function showErrors(form, error) {
  clearErrors(form);
  const general = [];
  let first = null;
  for (const { attr, detail } of error.errors) {
    const control = attr === null ? undefined : controlOf(form, attr);
    if (control?.closest("st-field")) {
      setError(control, detail);
      first ??= control;
    } else general.push(detail);
  }
  const summary = form.querySelector(".st-form-error");
  if (summary instanceof HTMLElement && general.length > 0) {
    summary.textContent = general.join(" ");
    summary.hidden = false;
    summary.scrollIntoView({ block: "nearest" });
  }
  focusOn(first);
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  for (const control of controlsOf(form)) setError(control, "");
  const summary = form.querySelector(".st-form-error");
  if (summary instanceof HTMLElement) summary.hidden = true;
}

/** @param {HTMLFormElement} form @returns {Control[]} */
function controlsOf(form) {
  const controls = /** @type {Control[]} */ ([...form.elements]);
  return controls.filter((control) => control.name && control.matches("input, textarea, select"));
}

/** Of which it is the name; for what is made of several, the first of them. @param {HTMLFormElement} form @param {string} attr */
function controlOf(form, attr) {
  const controls = controlsOf(form);
  const nameOf = (/** @type {Control} */ { name, dataset }) => dataset.attr ?? name;
  return (
    controls.find((control) => nameOf(control) === attr) ??
    controls.find((control) => nameOf(control).startsWith(`${attr}.`))
  );
}

/** What is folded away can't be focused. @param {Control | null | undefined} control */
function focusOn(control) {
  control?.closest("details")?.setAttribute("open", "");
  control?.focus();
}

/** @param {Control} control */
const isChecked = (control) => control instanceof HTMLInputElement && control.checked;

/** @param {Control} control @param {string} message */
function setError(control, message) {
  const field = /** @type {import("../components/field.js").StField | null} */ (control.closest("st-field"));
  if (field) field.error = message;
}

/** @param {Control} control */
function adviceFor(control) {
  const { validity } = control;
  const field = /** @type {import("../components/field.js").StField | null} */ (control.closest("st-field"));
  const label = field?.label || "내용";
  if (validity.customError) return control.validationMessage;
  if (validity.valueMissing) {
    if (control.type === "checkbox") return "확인하고 체크해 주세요.";
    return `${withParticle(label, "을", "를")} ${control.matches("select") ? "골라" : "써"} 주세요.`;
  }
  if (validity.tooShort && !(control instanceof HTMLSelectElement))
    return `${control.minLength}자 이상 써 주세요.`;
  if (validity.tooLong && !(control instanceof HTMLSelectElement))
    return `${control.maxLength}자까지 쓸 수 있어요.`;
  if (control.type === "email") return "이메일 주소가 맞는지 확인해 주세요. 예: name@example.com";
  return control.title || `${withParticle(label, "이", "가")} 맞는지 확인해 주세요.`;
}
