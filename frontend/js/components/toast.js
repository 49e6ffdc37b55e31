/**
 * A short word that passes by; never alert().
 *
 *     toast("프로필을 저장했어요.");
 *     toast(error.message, "error");
 */
import { append, html } from "../lib/html.js";
import "./icon.js";

const SHOWN_MS = 4_000;

/** @param {string} message @param {"ok" | "error"} [kind] */
export function toast(message, kind = "ok") {
  const region = regionOf(document);
  // The same again takes its own place: twice below each other it would read like two things.
  for (const earlier of [...region.children]) if (earlier.textContent === message) earlier.remove();
  append(
    region,
    html`<p class="st-toast is-${kind}"><st-icon name="${kind === "ok" ? "check" : "alert"}"></st-icon>${message}</p>`,
  );
  const shown = /** @type {Element} */ (region.lastElementChild);
  // Shown anew each time, so that it lies above a dialog that was opened meanwhile.
  region.hidePopover();
  region.showPopover();
  setTimeout(() => {
    shown.remove();
    if (!region.childElementCount) region.hidePopover();
  }, SHOWN_MS);
}

/** @param {Document} page @returns {HTMLElement} */
function regionOf(page) {
  const found = page.querySelector(".st-toasts");
  if (found) return /** @type {HTMLElement} */ (found);
  append(page.body, html`<div class="st-toasts" popover="manual" role="status"></div>`);
  return /** @type {HTMLElement} */ (page.body.lastElementChild);
}
