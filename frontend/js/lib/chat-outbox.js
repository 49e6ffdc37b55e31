/**
 * Chat lines that are not sent yet outlive a reload and a crash, and end with the tab: another day nobody expects them to
 * go out. They belong to who wrote them: after another login they neither stand there nor go out in its name.
 *
 *     const outbox = outboxOf("lobby");
 *     outbox.write(room.unsent);
 *     outbox.read();
 */
import { unsentLine } from "./chat-log.js";
import { session } from "./session.js";

/** @typedef {import("./chat-log.js").Unsent} Unsent */

/** @param {string} slug */
export function outboxOf(slug) {
  const key = `st.unsent.${session.owner}.${slug}`;
  let written = "";
  return {
    /** @returns {Unsent[]} */
    read() {
      try {
        written = sessionStorage.getItem(key) ?? "";
        const kept = JSON.parse(written || "[]");
        return Array.isArray(kept) ? kept.filter(isLine).map(unsentLine) : [];
      } catch {
        return [];
      }
    },

    /** @param {Unsent[]} unsent */
    write(unsent) {
      const text = unsent.length > 0 ? JSON.stringify(unsent) : "";
      if (text === written) return;
      written = text;
      try {
        if (text) sessionStorage.setItem(key, text);
        else sessionStorage.removeItem(key);
      } catch {
        // Full or forbidden: the lines live as long as the page does.
      }
    },
  };
}

/** Anything may stand there: of an older version, or from the hands of somebody who plays. @param {any} kept */
const isLine = (kept) => typeof kept?.client_id === "string" && typeof kept.message === "string";
