/**
 * Hands a file that came from the API to the person, as a download of the browser's own.
 *
 *     saveFile(blob, "school-talks-2026-11-21.zip");
 */

/** Collecting the pictures of a busy member takes a while. */
export const EXPORT_TIMEOUT_MS = 180_000;

/** Everything about oneself. @param {Blob} zip */
export function saveExport(zip) {
  const today = new Intl.DateTimeFormat("sv-SE").format(); // 2026-11-21
  saveFile(zip, `school-talks-${today}.zip`);
}

/** @param {Blob} file @param {string} name */
export function saveFile(file, name) {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  // Not at once: the browser begins to read it after this.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
