/**
 * Stylesheets that come with a page. They stay: the page may be opened again, and each speaks of its own elements only.
 *
 *     await loadStyle("board");   // css/pages/board.css with all that it imports; rejects when it can't be had
 */

/** @type {Map<string, Promise<void>>} */
const sheets = new Map();

/** @param {string} [name] @returns {Promise<void> | undefined} */
export function loadStyle(name) {
  if (!name) return undefined;
  const known = sheets.get(name);
  if (known) return known;
  const sheet = new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: `/css/pages/${name}.css`,
    });
    link.addEventListener("load", () => resolve(undefined));
    link.addEventListener("error", () => {
      link.remove();
      sheets.delete(name); // Asked for again next time.
      reject(new Error(`The stylesheet ${name} did not load`));
    });
    document.head.append(link);
  });
  sheets.set(name, sheet);
  return sheet;
}
