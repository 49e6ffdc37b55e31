/**
 * What was typed is never lost: a form's fields are kept on this device, at every key, until it is sent.
 *
 *     await keepDraft(form, "free/write", this.signal);    // fills the form from the draft, then follows every key
 *     const key = attemptKey("free/write", body);          // the Idempotency-Key to send this body with
 *     forgetDraft("free/write");                           // after it was sent
 *     forgetAllDrafts();                                   // whoever logs out leaves nothing for the next person to read
 *
 * Two tabs with the same form have a draft each. Passwords, files, checkboxes and fields marked `data-no-draft` are left
 * alone. Where the device keeps nothing, the form's `[data-unstored]` says so, and the browser asks before the page closes.
 */
import { storage } from "./storage.js";
import { newUuid } from "./uuid.js";

// By its autocomplete: a password that is shown is of the type text.
const KEPT =
  "input:not([autocomplete$=password], [type=file], [type=checkbox], [data-no-draft]), textarea, select";
const MAX_DRAFTS = 50;
const MAX_TABS = 5;

/**
 * @typedef {object} Draft
 * @property {number} at
 * @property {Record<string, string>} [fields]
 * @property {string | null} [base]  the ETag of the text that is being edited
 * @property {{ key: string, body: string }} [attempt]  what was sent, perhaps in vain
 */

/** @typedef {{ slot: string, done: Promise<unknown>, signal: AbortSignal }} Claim */

/** The drafts of this tab, by key. @type {Map<string, Claim>} */
const claims = new Map();
/** What the device has not taken, by slot. @type {Map<string, Draft>} */
const unstored = new Map();

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
const fieldsOf = (form) => [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(KEPT))];

/** @param {string} key */
const slotOf = (key) => claims.get(key)?.slot ?? key;

/** @param {string} key @returns {Draft | null} */
const read = (key) => unstored.get(slotOf(key)) ?? storage.get(`draft:${slotOf(key)}`);

/** @param {string} key @param {Partial<Draft>} change @returns {boolean} whether the device has taken it */
function write(key, change) {
  const slot = slotOf(key);
  const draft = { ...read(key), ...change, at: Date.now() };
  const isStored =
    storage.set(`draft:${slot}`, draft) || (makeRoom(1) && storage.set(`draft:${slot}`, draft));
  if (isStored) unstored.delete(slot);
  else unstored.set(slot, draft);
  return isStored;
}

/** Drops the oldest drafts. @param {number} number */
function makeRoom(number) {
  const drafts = storage.keys("draft:").map((name) => ({ name, at: storage.get(name)?.at ?? 0 }));
  drafts.sort((one, other) => one.at - other.at);
  for (const { name } of drafts.slice(0, Math.max(0, number))) storage.remove(name);
  return drafts.length > 0;
}

/** Another tab that is open with the same form keeps its own draft: this one takes the next free place. @param {string} key @param {AbortSignal} signal */
async function claim(key, signal) {
  const before = claims.get(key);
  if (before && !before.signal.aborted) return;
  await before?.done;
  if (!navigator.locks) return; // on https and localhost only
  for (let tab = 1; tab <= MAX_TABS && !signal.aborted; tab++) {
    const slot = tab === 1 ? key : `${key}#${tab}`;
    const held = new Promise((release) => {
      signal.addEventListener("abort", () => release(null), { once: true });
    });
    /** @type {Promise<unknown>} */
    let done = Promise.resolve();
    const isMine = await new Promise((tell) => {
      done = navigator.locks.request(`st-draft:${slot}`, { ifAvailable: true }, (lock) => {
        tell(lock !== null);
        return lock && !signal.aborted ? held : null;
      });
    });
    if (!isMine) continue;
    claims.set(key, { slot, done, signal });
    return;
  }
}

/**
 * @param {HTMLFormElement} form @param {string} key @param {AbortSignal} signal
 * @param {string | null} [base]  the ETag of the text that is edited
 * @returns {Promise<boolean>} whether there was a draft
 */
export async function keepDraft(form, key, signal, base) {
  await claim(key, signal);
  if (signal.aborted) return false;
  makeRoom(storage.keys("draft:").length - MAX_DRAFTS);
  const draft = read(key);
  for (const field of fieldsOf(form)) {
    const kept = draft?.fields?.[field.name];
    if (!kept) continue;
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true })); // Counters and hints follow.
  }
  const follow = () => {
    const values = fieldsOf(form).map((field) => [field.name, field.value]);
    if (values.every(([, value]) => value === "")) return forgetDraft(key);
    const known = read(key)?.base ?? base;
    const isStored = write(key, { fields: Object.fromEntries(values), ...(known && { base: known }) });
    const warning = form.querySelector("[data-unstored]");
    if (warning instanceof HTMLElement) warning.hidden = isStored;
  };
  form.addEventListener("input", follow, { signal });
  return Boolean(draft?.fields);
}

/** The ETag of the text on which the draft was begun. @param {string} key */
export const baseOf = (key) => read(key)?.base ?? null;

/** The draft goes on from another text now. @param {string} key @param {string | null} base */
export const rebase = (key, base) => void write(key, { base });

/**
 * The same for the same body, over retries and reloads, so that it is taken once; other words get another one.
 * @param {string} key @param {unknown} body
 */
export function attemptKey(key, body) {
  const text = JSON.stringify(body);
  const attempt = read(key)?.attempt;
  if (attempt?.body === text) return attempt.key;
  const fresh = { key: newUuid(), body: text };
  write(key, { attempt: fresh });
  return fresh.key;
}

/** @param {string} key */
export function forgetDraft(key) {
  unstored.delete(slotOf(key));
  storage.remove(`draft:${slotOf(key)}`);
}

export function forgetAllDrafts() {
  unstored.clear();
  storage.removeAll("draft:");
}

globalThis.addEventListener?.("beforeunload", (event) => {
  if ([...unstored.values()].some(({ fields }) => fields)) event.preventDefault();
});
