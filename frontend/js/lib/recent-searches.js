/**
 * What was looked for on this device lately. It never leaves it.
 *
 *     rememberSearch("수시");          // the newest first, each once
 *     recentSearches();                // ["수시", "급식"]
 *     forgetSearch("급식");
 *     forgetAllSearches();             // also when somebody logs out: the next person need not know
 */
import { storage } from "./storage.js";

const KEY = "recent-searches";
const KEPT = 8;

/** @returns {string[]} */
export function recentSearches() {
  const kept = storage.get(KEY);
  return Array.isArray(kept) ? kept.filter((words) => typeof words === "string") : [];
}

/** @param {string} words */
export function rememberSearch(words) {
  storage.set(KEY, [words, ...without(words)].slice(0, KEPT));
}

/** @param {string} words */
export function forgetSearch(words) {
  const left = without(words);
  if (left.length > 0) storage.set(KEY, left);
  else forgetAllSearches();
}

export function forgetAllSearches() {
  storage.remove(KEY);
}

/** @param {string} words */
const without = (words) => recentSearches().filter((kept) => kept !== words);
