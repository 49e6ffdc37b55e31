/**
 * The colour scheme: "auto" follows the device, "light" and "dark" are the person's own choice.
 *
 *     theme.choose("dark");
 *     theme.current;   // "auto" | "light" | "dark"
 */
// Stored as a bare word, not by storage.js: theme-boot.js reads it before any module is there.
const KEY = "st.theme";

/** @typedef {"auto" | "light" | "dark"} Theme */

export const theme = {
  /** @returns {Theme} */
  get current() {
    const chosen = document.documentElement.dataset.theme;
    return chosen === "light" || chosen === "dark" ? chosen : "auto";
  },

  /** @param {Theme} name */
  choose(name) {
    const root = document.documentElement;
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    try {
      if (name === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, name);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  },
};
