/**
 * Files that hang on posts: what may be sent, told before it is sent. The server looks into them and has the last word.
 *
 *     const reason = refusalOf(file);       // "" or a sentence that says what to do
 *     sizeWords(1_300_000);                 // 1.2MB
 *     kindWords(attachment);                // PDF · 1.2MB
 *
 * @typedef {object} Attachment
 * @property {number} id
 * @property {string} name
 * @property {string} url
 * @property {string | null} thumbnail  of a picture
 * @property {number} size  bytes
 * @property {string} content_type
 * @property {number | null} width
 * @property {number | null} height
 * @property {string} alt
 * @property {number} position
 */

export const MAX_FILES = 5;
export const ALT_MAX_LENGTH = 200;
const MAX_BYTES = 10 * 1024 * 1024;
const PICTURES = ["jpg", "jpeg", "png", "webp", "gif"];
const DOCUMENTS = ["pdf", "hwp", "hwpx", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt"];
const UNREADABLE_PICTURES = ["heic", "heif", "avif"];
const THUMBNAIL_SIDE = 640;
/** A picture is never taller than this in a post; its whole height is a tap away. */
const MAX_SHOWN_HEIGHT = 720;

/** For the file dialog of a device. With the types of pictures an iPhone hands over JPEG instead of HEIC. */
export const ACCEPT = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  ...DOCUMENTS.map((ending) => `.${ending}`),
].join();

/** @param {string} name */
const endingOf = (name) => (name.includes(".") ? name.split(".").at(-1)?.toLowerCase() : "") ?? "";

/** @param {{ name: string, type?: string }} file */
export const isPicture = ({ name, type }) => type?.startsWith("image/") || PICTURES.includes(endingOf(name));

/** @param {{ name: string, size: number, type?: string }} file @returns {string} */
export function refusalOf({ name, size }) {
  const ending = endingOf(name);
  if (UNREADABLE_PICTURES.includes(ending))
    return `${name}: ${ending.toUpperCase()} 사진은 올릴 수 없어요. JPEG로 바꿔서 올려 주세요.`;
  if (![...PICTURES, ...DOCUMENTS].includes(ending))
    return `${name}: 사진과 PDF, 한글, 워드, 엑셀, 파워포인트, TXT 문서만 올릴 수 있어요.`;
  if (size === 0) return `${name}: 비어 있는 파일이에요.`;
  if (size > MAX_BYTES) return `${name}: ${sizeWords(size)}예요. 10MB보다 작은 파일을 골라 주세요.`;
  return "";
}

/** @param {number} bytes */
export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes}B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}

/** @param {{ name: string, size: number }} file */
export const kindWords = ({ name, size }) => `${endingOf(name).toUpperCase()} · ${sizeWords(size)}`;

/** The size that a picture is shown at: as wide as it is, unless it is tall. @param {{ width: number, height: number }} picture */
export function shownSize({ width, height }) {
  const scale = Math.min(1, MAX_SHOWN_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.round(height * scale) };
}

/** How wide a picture's thumbnail is. @param {{ width: number, height: number }} picture */
export const thumbnailWidth = ({ width, height }) =>
  Math.max(1, Math.round(width * Math.min(1, THUMBNAIL_SIDE / Math.max(width, height))));

/**
 * How far each of several files has come that are sent one behind the other in one form.
 * @param {number[]} sizes @param {number} sent @param {number} total  bytes of the form, its texts included
 * @returns {number[]} from 0 to 1
 */
export function partsSent(sizes, sent, total) {
  let start = total - sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => {
    const part = Math.min(1, Math.max(0, (sent - start) / size));
    start += size;
    return part;
  });
}
