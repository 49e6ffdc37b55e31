/**
 * One part of a page that comes from the API: loading, then content, empty, error or offline, with a retry.
 *
 *     this.ready = loadInto(this.find(".list"), {
 *       load: () => api.get("/post/", { signal: this.signal }),
 *       show: ({ results }) => html`<ul>…</ul>`,
 *       empty: ({ results }) => results.length === 0 && emptyState({ heading: "아직 글이 없어요" }),
 *       shown: ({ results }) => { … },                       // the markup is in place: hand on data, listen
 *       signal: this.signal,
 *     });
 *
 * A retry goes through all of it again. The promise resolves when the part shows something final, also after an error,
 * to what was loaded (or undefined).
 */
import { errorState, loadingState } from "../components/state.js";
import { isAbort } from "./api.js";
import { ApiError } from "./api-error.js";
import { render } from "./html.js";

/**
 * @template T
 * @param {Element} target
 * @param {object} part
 * @param {() => Promise<T>} part.load
 * @param {(data: T) => import("./html.js").Html} part.show
 * @param {(data: T) => import("./html.js").Html | false} [part.empty]
 * @param {(data: T) => void} [part.shown]
 * @param {import("./html.js").Html} [part.loading]  a skeleton of the content's own shape
 * @param {AbortSignal} part.signal
 * @returns {Promise<T | undefined>}
 */
export async function loadInto(target, part) {
  target.setAttribute("aria-busy", "true");
  render(target, part.loading ?? loadingState());
  try {
    const data = await part.load();
    if (part.signal.aborted) return undefined;
    const empty = part.empty?.(data);
    render(target, empty || part.show(data));
    if (!empty) part.shown?.(data);
    return data;
  } catch (error) {
    if (isAbort(error) || part.signal.aborted) return undefined;
    if (!(error instanceof ApiError)) throw error;
    render(target, errorState(error));
    const state = /** @type {Element} */ (target.firstElementChild);
    state.addEventListener("st-state:retry", () => loadInto(target, part), {
      once: true,
      signal: part.signal,
    });
    return undefined;
  } finally {
    target.removeAttribute("aria-busy");
  }
}
