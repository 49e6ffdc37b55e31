/**
 * Local storage that never throws: private windows and full disks only make the client forgetful.
 *
 *     storage.set("draft:help", { content: "…" });
 *     storage.get("draft:help");   // the value, or null
 *     storage.remove("draft:help");
 */
const PREFIX = "st.";

export const storage = {
  /** @param {string} key @returns {any} */
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
    } catch {
      return null;
    }
  },

  /** @param {string} key @param {unknown} value */
  set(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // Full or forbidden: the value lives as long as the page does.
    }
  },

  /** @param {string} key */
  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Nothing was stored then.
    }
  },

  /**
   * Calls back when another tab changed the key.
   * @param {string} key @param {(value: any) => void} listener @param {AbortSignal} [signal]
   */
  watch(key, listener, signal) {
    addEventListener(
      "storage",
      (event) => {
        if (event.key === PREFIX + key || event.key === null) listener(storage.get(key));
      },
      { signal },
    );
  },
};
