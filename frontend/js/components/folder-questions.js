/**
 * What one is asked about folders of scraps; each question is a dialog and does its work before it closes.
 *
 *     if (await chooseFolder("/post/3/scrap/", this.signal)) …   // it lies in another folder, or in none
 *     if (await makeFolder()) …
 *     if (await renameFolder(folder)) …
 *     if (await deleteFolder(folder)) …
 */
import { api } from "../lib/api.js";
import { readForm } from "../lib/forms.js";
import { html } from "../lib/html.js";
import { byName, FOLDER_NAME_MAX_LENGTH, FOLDERS_PATH } from "../lib/shelf.js";
import { newUuid } from "../lib/uuid.js";
import { confirmDialog } from "./dialog.js";
import "./field.js";
import { toast } from "./toast.js";

/** @typedef {import("../lib/shelf.js").Folder} Folder */

/** @param {string} [value] */
const nameField = (value = "") => html`<st-field label="폴더 이름">
  <input name="name" value="${value}" required maxlength="${FOLDER_NAME_MAX_LENGTH}" autocomplete="off" />
</st-field>`;

/** @param {string} name @param {boolean} isChosen @param {unknown} words */
const choice = (name, isChosen, words) => html`<label class="st-check">
  <input type="radio" name="chosen" value="${name}" ?checked="${isChosen}" ?autofocus="${isChosen}" /><span>${words}</span>
</label>`;

/** @param {string} path  of the scrap @param {AbortSignal} signal @returns {Promise<boolean>} */
export async function chooseFolder(path, signal) {
  // To keep what is kept changes nothing, and tells where it lies.
  const [{ results }, { folder: current }] = await Promise.all([
    api.get(FOLDERS_PATH, { signal }),
    api.put(path, { json: {}, signal }),
  ]);
  /** @type {string | null} */
  let chosen = current;
  const isChosen = await confirmDialog({
    title: "어느 폴더에 담을까요?",
    body: html`<fieldset class="st-folder-choice">
        <legend class="visually-hidden">내 폴더</legend>
        ${choice("", current === null, "폴더 없이 두기")}
        ${byName(results).map(({ name }) => choice(name, name === current, name))}
      </fieldset>
      <st-field label="새 폴더" hint="이름을 적으면 새 폴더를 만들어 담아요.">
        <input name="folder" maxlength="${FOLDER_NAME_MAX_LENGTH}" placeholder="예: 면접 준비" autocomplete="off" />
      </st-field>`,
    confirmLabel: "담기",
    work: async (form) => {
      const { chosen: known, folder: made } = readForm(form);
      ({ folder: chosen } = await api.put(path, { json: { folder: made || known || null } }));
    },
  });
  if (!isChosen || chosen === current) return false;
  toast(chosen === null ? "폴더에서 꺼냈어요." : `‘${chosen}’ 폴더에 담았어요.`);
  return true;
}

/** @returns {Promise<boolean>} */
export async function makeFolder() {
  const headers = { "Idempotency-Key": newUuid() };
  const isDone = await confirmDialog({
    title: "폴더 만들기",
    body: nameField(),
    confirmLabel: "만들기",
    work: (form) => api.post(FOLDERS_PATH, { json: readForm(form), headers }),
  });
  if (isDone) toast("폴더를 만들었어요.");
  return isDone;
}

/** @param {Folder} folder @returns {Promise<boolean>} */
export async function renameFolder({ id, name }) {
  const isDone = await confirmDialog({
    title: "폴더 이름 바꾸기",
    body: nameField(name),
    confirmLabel: "바꾸기",
    work: (form) => api.patch(`${FOLDERS_PATH}${id}/`, { json: readForm(form) }),
  });
  if (isDone) toast("폴더 이름을 바꿨어요.");
  return isDone;
}

/** @param {Folder} folder @returns {Promise<boolean>} */
export async function deleteFolder({ id, name, count }) {
  const isDone = await confirmDialog({
    title: `‘${name}’ 폴더를 지울까요?`,
    body: count > 0 ? `담아 둔 글 ${count}개는 폴더 없이 내 서랍에 남아요.` : "비어 있는 폴더예요.",
    confirmLabel: "지우기",
    danger: true,
    work: () => api.delete(`${FOLDERS_PATH}${id}/`),
  });
  if (isDone) toast("폴더를 지웠어요.");
  return isDone;
}
