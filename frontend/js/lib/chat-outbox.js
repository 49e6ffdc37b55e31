/**
 * Chat lines that are not sent yet outlive a reload, and end with the tab: another day nobody expects them to go out. They
 * belong to who wrote them: after another login they neither stand there nor go out in its name.
 *
 *     const outbox = outboxOf("lobby");
 *     outbox.write(room.unsent);
 *     outbox.read();
 */
import { session } from "./session.js";

/** @typedef {import("./chat-log.js").Unsent} Unsent */

/** @param {string} slug */
export function outboxOf(slug) {
  const key = `st.unsent.${session.owner}.${slug}`;
  return {
    /** @returns {Unsent[]} */
    read() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(key) ?? "[]");
        return Array.isArray(kept) ? kept : [];
      } catch {
        return [];
      }
    },

    /** @param {Unsent[]} unsent */
    write(unsent) {
      try {
        if (unsent.length > 0) sessionStorage.setItem(key, JSON.stringify(unsent));
        else sessionStorage.removeItem(key);
      } catch {
        // Full or forbidden: the lines live as long as the page does.
      }
    },
  };
}
