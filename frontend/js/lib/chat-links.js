/**
 * Addresses in what people write, found the way they write them: "https://school.example/급식에서 봤어".
 *
 *     splitLinks("봐 https://school.example/a에서");
 *     // [{ text: "봐 ", isLink: false }, { text: "https://school.example/a", isLink: true }, { text: "에서", isLink: false }]
 */

const ADDRESS = /https?:\/\/[^\s<>"'`“”‘’「」『』《》〈〉]+/giu;
const CLOSING = /** @type {Record<string, string>} */ ({ ")": "(", "]": "[", "}": "{" });
const PUNCTUATION = /[.,!?;:~…·。、！？]$/u;
/** What is said after a noun without a space. Letters of another alphabet can't be joined by more than these. */
const PARTICLE =
  "(?:에서|에게|한테|까지|부터|처럼|보다|마다|조차|이라는|라는|이라고|라고|이라서|라서|이라|이랑|랑|하고|이나|이야|야|이에요|예요|이래|래|인데|인가|임|입니다|으로|로|은|는|이|가|을|를|에|와|과|도|만|의|요)(?:는|도|만|요)?";
/** After a letter or digit, or where the path would only begin. */
const AFTER_NAME = new RegExp(`(?<=[\\w%])${PARTICLE}$`, "u");
const AFTER_HOST = new RegExp(`(?<=^https?://[^/]+/)${PARTICLE}$`, "iu");

/** @typedef {{ text: string, isLink: boolean }} Part */

/** @param {string} text @returns {Part[]} which make up the text again */
export function splitLinks(text) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    if (!isPlain(address)) continue;
    parts.push({ text: text.slice(end, index), isLink: false }, { text: address, isLink: true });
    end = index + address.length;
  }
  parts.push({ text: text.slice(end), isLink: false });
  return parts.filter((part) => part.text !== "");
}

/** Without what belongs to the sentence around it. @param {string} found @returns {string} */
function trimmed(found) {
  const last = found.at(-1) ?? "";
  const isUnopened = last in CLOSING && count(found, last) > count(found, CLOSING[last]);
  const shorter =
    isUnopened || PUNCTUATION.test(found)
      ? found.slice(0, -1)
      : found.replace(AFTER_NAME, "").replace(AFTER_HOST, "");
  return shorter === found ? found : trimmed(shorter);
}

/** @param {string} text @param {string} sign */
const count = (text, sign) => text.split(sign).length - 1;

/** "https://school.example@evil.example" leads elsewhere than it seems to. @param {string} address */
function isPlain(address) {
  try {
    const { username, password, hostname } = new URL(address);
    return username === "" && password === "" && hostname.includes(".");
  } catch {
    return false;
  }
}
