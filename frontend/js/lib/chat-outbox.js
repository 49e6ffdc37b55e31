/**
 * Chat lines that are not sent yet outlive a reload, and end with the tab: another day nobody expects them to go out.
 *
 *     outbox.write("lobby", room.unsent);
 *     outbox.read("lobby");
 */

/** @typedef {import("./chat-log.js").Unsent} Unsent */

const keyOf = (/** @type {string} */ slug) => `st.unsent.${slug}`;

export const outbox = {
  /** @param {string} slug @returns {Unsent[]} */
  read(slug) {
    try {
      return JSON.parse(sessionStorage.getItem(keyOf(slug)) ?? "[]");
    } catch {
      return [];
    }
  },

  /** @param {string} slug @param {Unsent[]} unsent */
  write(slug, unsent) {
    try {
      if (unsent.length > 0) sessionStorage.setItem(keyOf(slug), JSON.stringify(unsent));
      else sessionStorage.removeItem(keyOf(slug));
    } catch {
      // Full or forbidden: the lines live as long as the page does.
    }
  },
};
