/**
 * What was typed is never lost: a form's fields are kept on this device until it is sent.
 *
 *     keepDraft(form, "free/write", this.signal);   // fills the form from the draft, then follows every key
 *     forgetDraft("free/write");                    // after it was sent
 *     forgetAllDrafts();                            // whoever logs out leaves nothing for the next person to read
 *
 * Passwords, files, checkboxes and fields marked `data-no-draft` are left alone.
 */
import { storage } from "./storage.js";

const KEPT = "input:not([type=password], [type=file], [type=checkbox], [data-no-draft]), textarea, select";

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
const fieldsOf = (form) => [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(KEPT))];

/**
 * @param {HTMLFormElement} form @param {string} key @param {AbortSignal} signal
 * @returns {boolean} whether there was a draft
 */
export function keepDraft(form, key, signal) {
  const draft = storage.get(`draft:${key}`);
  for (const field of fieldsOf(form)) {
    if (!draft?.[field.name]) continue;
    field.value = draft[field.name];
    field.dispatchEvent(new Event("input", { bubbles: true })); // Counters and hints follow.
  }
  form.addEventListener(
    "input",
    () => {
      const values = fieldsOf(form).map((field) => [field.name, field.value]);
      const isEmpty = values.every(([, value]) => value === "");
      if (isEmpty) forgetDraft(key);
      else storage.set(`draft:${key}`, Object.fromEntries(values));
    },
    { signal },
  );
  return draft !== null;
}

/** @param {string} key */
export function forgetDraft(key) {
  storage.remove(`draft:${key}`);
}

export function forgetAllDrafts() {
  storage.removeAll("draft:");
}
