/**
 * Makes a list hold these items in this order and leaves alone every item that is as it was. For conversations, whose
 * lists are live regions: rendered whole, a screen reader would say everything again, and a selection be lost.
 *
 *     updateList(this.find("ol"), messages.map((message) => ({ key: message.seq, markup: html`<li>…</li>` })));
 *
 * Items that stay must not change their order among each other.
 */
import { fragment } from "./html.js";

/** @typedef {{ key: string | number, markup: import("./html.js").Html }} Item */

/** @type {WeakMap<Element, Map<string | number, { text: string, element: Element }>>} */
const shown = new WeakMap();

/** @param {Element} list @param {Item[]} items */
export function updateList(list, items) {
  const known = shown.get(list) ?? new Map();
  const now = new Map();
  let place = list.firstElementChild;
  for (const { key, markup } of items) {
    const text = markup.toString();
    const old = known.get(key);
    if (old?.text === text) {
      // Whatever stands before it is of an earlier state.
      while (place && place !== old.element) place = removed(place);
      place = old.element.nextElementSibling;
      now.set(key, old);
    } else {
      const element = /** @type {Element} */ (fragment(markup).firstElementChild);
      list.insertBefore(element, place);
      now.set(key, { text, element });
    }
  }
  while (place) place = removed(place);
  shown.set(list, now);
}

/** The element that shows the item with this key. @param {Element} list @param {string | number} key */
export const elementOf = (list, key) => shown.get(list)?.get(key)?.element;

/** @param {Element} element */
function removed(element) {
  const next = element.nextElementSibling;
  element.remove();
  return next;
}
