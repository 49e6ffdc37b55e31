/**
 * Keys that work everywhere on a page. With Ctrl or ⌘: a key of its own would get in the way of who types by voice or
 * with an unsteady hand (WCAG 2.1.4).
 *
 *     onSearchKeys(() => input.select(), this.signal);   // Ctrl+K or ⌘K, for the newest listener that still lives
 */

/** @type {(() => void)[]} */
const searches = [];

/** @param {() => void} listener @param {AbortSignal} lifetime */
export function onSearchKeys(listener, lifetime) {
  if (searches.push(listener) === 1) addEventListener("keydown", hear);
  lifetime.addEventListener("abort", () => searches.splice(searches.indexOf(listener), 1));
}

/** @param {KeyboardEvent} event */
function hear(event) {
  if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (searches.length === 0 || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  searches[searches.length - 1]();
}
