/**
 * What was typed is never lost: a form's fields are kept on this device, at every key, until it is sent.
 *
 *     await keepDraft(form, "free/write", this.signal);    // fills the form from the draft, then follows every key
 *     const key = attemptKey("free/write", body);          // the Idempotency-Key to send this body with
 *     const { key, at } = attemptOf("free/write", body);   // the same, and when it was first tried: what follows from
 *                                                          // the time is the same again, too
 *     nameFiles("free/write", ["급식.jpg"]);                // what was chosen beside it, and has to be chosen again
 *     forgetDraft("free/write");                           // after it was sent
 *     forgetAllDrafts();                                   // whoever logs out leaves nothing for the next person to read
 *
 * A draft belongs to the account that wrote it: nobody else sees it, even if the login ended by itself, and the account
 * finds it again after its next login. What a guest has begun goes on under the name with which one logs in.
 *
 * Two tabs with the same form have a draft each. Passwords, files, fields marked `data-no-draft` and checkboxes not marked
 * `data-draft` are left alone. Where the device keeps nothing, the form's `[data-unstored]` says so, and the browser asks
 * before the page closes.
 */
import { GUEST, session } from "./session.js";
import { storage } from "./storage.js";
import { newUuid } from "./uuid.js";

// By its autocomplete: a password that is shown is of the type text.
const KEPT =
  "input:not([autocomplete$=password], [type=file], [type=checkbox]:not([data-draft]), [data-no-draft]), textarea, select";
const MAX_DRAFTS = 50;
const MAX_TABS = 5;
/** As long as the API knows a key. */
const ATTEMPT_MS = 24 * 60 * 60_000;

/**
 * @typedef {object} Draft
 * @property {number} at
 * @property {Record<string, string>} [fields]
 * @property {string | null} [base]  the ETag of the text that is being edited
 * @property {{ key: string, body: string, at: number }} [attempt]  what was sent, perhaps in vain, and when first
 * @property {string[]} [files]  the names of those that are nowhere but in the form
 */

/** @typedef {{ owner: string, slot: string, done: Promise<unknown>, signal: AbortSignal }} Claim */

/** The drafts of this tab, by key. @type {Map<string, Claim>} */
const claims = new Map();
/** What the device has not taken, by slot. @type {Map<string, Draft>} */
const unstored = new Map();

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
const fieldsOf = (form) => [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(KEPT))];

/** @param {HTMLInputElement} field */
const keptOf = ({ type, checked, value }) => (type === "checkbox" ? (checked ? "on" : "") : value);

/** @param {HTMLInputElement} field @param {string} kept */
function fill(field, kept) {
  if (field.type === "checkbox") field.checked = true;
  else field.value = kept;
  field.dispatchEvent(new Event("input", { bubbles: true })); // Counters and hints follow.
}

/** @param {string} owner @param {string} key */
const slotIn = (owner, key, tab = 1) => `${owner}/${key}${tab > 1 ? `#${tab}` : ""}`;

/** A form that is gone may have been somebody else's. @param {string} key */
function slotOf(key) {
  const claim = claims.get(key);
  const isOurs = claim && (!claim.signal.aborted || claim.owner === session.owner);
  return isOurs ? claim.slot : slotIn(session.owner, key);
}

/** @param {string} slot @returns {Draft | null} */
const read = (slot) => unstored.get(slot) ?? legible(storage.get(`draft:${slot}`));

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown[]} values */
const areTexts = (values) => values.every((value) => typeof value === "string");

/** Anything may stand there: of an older version, or from the hands of somebody who plays. @param {unknown} kept */
function legible(kept) {
  if (!isRecord(kept) || typeof kept.at !== "number") return null;
  const { fields = {}, base = null, attempt = { key: "", body: "" }, files = [] } = kept;
  const isWhole =
    isRecord(fields) &&
    areTexts(Object.values(fields)) &&
    (base === null || typeof base === "string") &&
    isRecord(attempt) &&
    areTexts([attempt.key, attempt.body]) &&
    Array.isArray(files) &&
    areTexts(files);
  return isWhole ? /** @type {Draft} */ (/** @type {unknown} */ (kept)) : null;
}

/** @param {string} slot @param {Partial<Draft>} change @returns {boolean} whether the device has taken it */
function write(slot, change) {
  const draft = { ...read(slot), ...change, at: Date.now() };
  const isStored =
    storage.set(`draft:${slot}`, draft) || (makeRoom(1) && storage.set(`draft:${slot}`, draft));
  if (isStored) unstored.delete(slot);
  else unstored.set(slot, draft);
  return isStored;
}

/** @param {string} slot */
const filesIn = (slot) => read(slot)?.files ?? [];

/** @param {string} slot */
function erase(slot) {
  unstored.delete(slot);
  storage.remove(`draft:${slot}`);
}

/** Drops the oldest drafts. @param {number} number */
function makeRoom(number) {
  const drafts = storage.keys("draft:").map((name) => ({ name, at: legible(storage.get(name))?.at ?? 0 }));
  drafts.sort((one, other) => one.at - other.at);
  for (const { name } of drafts.slice(0, Math.max(0, number))) storage.remove(name);
  return drafts.length > 0;
}

/**
 * Another tab that is open with the same form keeps its own draft: this one takes the next free place.
 * @param {string} key @param {AbortSignal} signal
 */
async function claim(key, signal) {
  const before = claims.get(key);
  if (before && !before.signal.aborted) return;
  await before?.done;
  const owner = await session.certainOwner();
  const tabs = navigator.locks ? MAX_TABS : 0; // on https and localhost only
  for (let tab = 1; tab <= tabs && !signal.aborted; tab++) {
    const slot = slotIn(owner, key, tab);
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
    takeUp(owner, key, tab);
    claims.set(key, { owner, slot, done, signal });
    return;
  }
  if (signal.aborted) return;
  takeUp(owner, key, 1);
  claims.set(key, { owner, slot: slotIn(owner, key), done: Promise.resolve(), signal });
}

/**
 * What was begun as a guest, or before one knew of which account the login is, goes on under the owner's name.
 * @param {string} owner @param {string} key @param {number} tab
 */
function takeUp(owner, key, tab) {
  if (owner !== session.owner) return; // The login has ended meanwhile.
  for (const earlier of [session.loginId, GUEST]) {
    const begun = earlier === null ? null : read(slotIn(earlier, key, tab));
    if (earlier === null || !begun || read(slotIn(owner, key, tab))) continue;
    erase(slotIn(earlier, key, tab));
    write(slotIn(owner, key, tab), begun);
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
  // To the end of the form: what is typed while the login ends is not the next one's.
  const slot = slotOf(key);
  const draft = read(slot);
  if (draft && !(await isConfirmed(form, signal))) return false;
  for (const field of fieldsOf(form)) {
    const kept = draft?.fields?.[field.name];
    if (kept) fill(field, kept);
  }
  const follow = () => {
    const values = fieldsOf(form).map((field) => [field.name, keptOf(field)]);
    if (values.every(([, value]) => value === "") && filesIn(slot).length === 0) return erase(slot);
    const known = read(slot)?.base ?? base;
    const isStored = write(slot, { fields: Object.fromEntries(values), ...(known && { base: known }) });
    const warning = form.querySelector("[data-unstored]");
    if (warning instanceof HTMLElement) warning.hidden = isStored;
  };
  form.addEventListener("input", follow, { signal });
  return Boolean(draft?.fields);
}

/**
 * Whether the login that stands on this device holds: after a reload it may turn out to be over, and then the draft is
 * not for whoever sits there. Without a network nobody can say; the draft is shown.
 * @param {HTMLFormElement} form @param {AbortSignal} signal
 */
async function isConfirmed(form, signal) {
  const login = session.loginId;
  form.inert = true; // Nothing is typed that the draft would take the place of.
  await session.access().catch(() => null);
  form.inert = false;
  return !signal.aborted && session.loginId === login;
}

/** The ETag of the text on which the draft was begun. @param {string} key */
export const baseOf = (key) => read(slotOf(key))?.base ?? null;

/** The draft goes on from another text now. @param {string} key @param {string | null} base */
export const rebase = (key, base) => void write(slotOf(key), { base });

/**
 * The same for the same body, over retries and reloads, so that it is taken once; other words get another one.
 * @param {string} key @param {unknown} body
 */
export function attemptOf(key, body) {
  const text = JSON.stringify(body);
  const slot = slotOf(key);
  const attempt = read(slot)?.attempt;
  if (attempt?.body === text && Date.now() - attempt.at < ATTEMPT_MS) return attempt;
  const fresh = { key: newUuid(), body: text, at: Date.now() };
  write(slot, { attempt: fresh });
  return fresh;
}

/** @param {string} key @param {unknown} body */
export const attemptKey = (key, body) => attemptOf(key, body).key;

/** Which files were chosen when the draft was left: their contents are not kept. @param {string} key */
export const filesOf = (key) => filesIn(slotOf(key));

/** @param {string} key @param {string[]} files */
export function nameFiles(key, files) {
  const slot = slotOf(key);
  const texts = Object.values(read(slot)?.fields ?? {});
  if (files.length === 0 && texts.every((text) => text === "")) erase(slot);
  else write(slot, { files });
}

/** @param {string} key */
export const forgetDraft = (key) => erase(slotOf(key));

export function forgetAllDrafts() {
  unstored.clear();
  storage.removeAll("draft:");
}

globalThis.addEventListener?.("beforeunload", (event) => {
  if ([...unstored.values()].some(({ fields }) => fields)) event.preventDefault();
});
