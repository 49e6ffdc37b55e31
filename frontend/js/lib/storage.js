/**
 * The browser's storage, never throwing: private windows and full disks only make the client forgetful.
 *
 *     storage.set("draft:help", { content: "…" });   // kept on this device
 *     storage.get("draft:help");                     // the value, or null
 *     storage.remove("draft:help");
 *     tabStorage.set("scroll", …);                   // the same, kept for this tab
 */
const PREFIX = "st.";

/** @param {() => Storage} area  asked each time: naming it may already be forbidden */
const storageOf = (area) => ({
  /** @param {string} key @returns {any} */
  get(key) {
    try {
      return JSON.parse(area().getItem(PREFIX + key) ?? "null");
    } catch {
      return null;
    }
  },

  /** @param {string} key @param {unknown} value @returns {boolean} whether it is kept: it may be full or forbidden */
  set(key, value) {
    try {
      area().setItem(PREFIX + key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },

  /** @param {string} start @returns {string[]} the keys that begin with it */
  keys(start) {
    try {
      const names = Object.keys(area()).filter((name) => name.startsWith(PREFIX + start));
      return names.map((name) => name.slice(PREFIX.length));
    } catch {
      return [];
    }
  },

  /** @param {string} key */
  remove(key) {
    try {
      area().removeItem(PREFIX + key);
    } catch {
      // Nothing was stored then.
    }
  },

  /** @param {string} start  what the keys to remove begin with */
  removeAll(start) {
    try {
      for (const key of Object.keys(area())) if (key.startsWith(PREFIX + start)) area().removeItem(key);
    } catch {
      // Nothing was stored then.
    }
  },
});

export const storage = storageOf(() => localStorage);
export const tabStorage = storageOf(() => sessionStorage);

/**
 * Calls back when another tab changed the key in `storage`.
 * @param {string} key @param {() => void} listener
 */
export function onOtherTab(key, listener) {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + key || event.key === null) listener();
  });
}
