/**
 * The talk with the tutor: its turns in order, the question on its way, and turns that are still being answered.
 *
 *     const talk = new TutorTalk(this.signal);
 *     talk.addEventListener("change", …);
 *     await talk.load();
 *     await talk.ask("미분이 뭐예요?", "problem");   // throws an ApiError if the question was not even stored
 *     await talk.retry(turn.id);   await talk.clear();
 */
import { api } from "./api.js";
import { ApiError } from "./api-error.js";

const PATH = "/aichat/";
/** The server gives an upstream half a minute; then it says so itself. */
const ANSWER_MS = 60_000;
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 8_000;
const NO_ANSWER = "답을 받지 못했어요.";

/** @typedef {"general" | "problem" | "interview"} Mode */

/**
 * @typedef {object} Turn
 * @property {number} id
 * @property {Mode} mode
 * @property {string} prompt
 * @property {string} response
 * @property {string} response_html
 * @property {boolean} is_from_ai  false: quoted from the boards and the FAQ
 * @property {{ kind: "post" | "faq", board: "free" | "study" | null, id: number, title: string }[]} sources
 * @property {"pending" | "done" | "failed" | "stopped"} status
 * @property {string} created_at
 */

export class TutorTalk extends EventTarget {
  /** @type {Turn[]} */
  turns = [];
  /** The question that was just sent and has no turn yet. @type {string | null} */
  question = null;
  #signal;
  /** The page of the history that holds the newest turns. */
  #tail = `${PATH}?page_size=100`;
  /** @type {Map<number, string>} */
  #reasons = new Map();
  #look = 0;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    super();
    this.#signal = signal;
    signal.addEventListener("abort", () => clearTimeout(this.#look), { once: true });
  }

  get isWaiting() {
    return this.question !== null || this.turns.some(({ status }) => status === "pending");
  }

  /** Why a failed turn has no answer, as far as this page has seen it. @param {number} id */
  reasonOf(id) {
    return this.#reasons.get(id) ?? NO_ANSWER;
  }

  async load() {
    await this.#read();
    this.#lookLater();
  }

  /** @param {string} prompt @param {Mode} [mode]  guessed by the server when absent */
  async ask(prompt, mode) {
    this.question = prompt;
    this.#changed();
    const newest = this.turns.at(-1)?.id;
    try {
      this.#put(await this.#post(PATH, { prompt, ...(mode && { mode }) }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await this.#readAfter(error);
      const stored = this.turns.at(-1);
      if (!stored || stored.id === newest) throw error;
      this.#reasons.set(stored.id, error.message);
    } finally {
      this.question = null;
      this.#changed();
      this.#lookLater();
    }
  }

  /** @param {number} id */
  async retry(id) {
    const turn = this.turns.find((one) => one.id === id);
    if (!turn) return;
    this.#put({ ...turn, status: "pending" });
    this.#changed();
    try {
      this.#put(await this.#post(`${PATH}${id}/retry/`));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#reasons.set(id, error.message);
      this.#put(turn);
      await this.#readAfter(error);
    } finally {
      this.#changed();
      this.#lookLater();
    }
  }

  async clear() {
    await api.delete(PATH, { signal: this.#signal });
    this.turns = [];
    this.#tail = `${PATH}?page_size=100`;
    this.#changed();
  }

  /** @param {string} path @param {object} [json] */
  #post(path, json) {
    return api.post(path, { json, timeout: ANSWER_MS, signal: this.#signal });
  }

  /** From the newest page that is known to the end. */
  async #read() {
    for (let page = this.#tail; page; ) {
      const { results, next } = await api.get(page, { signal: this.#signal });
      for (const turn of results) this.#put(turn);
      this.#tail = page;
      page = next;
    }
    this.#changed();
  }

  /** What became of a question that had no answer. Without a network nothing is known. @param {ApiError} failure */
  async #readAfter(failure) {
    if (failure.isOffline) return;
    await this.#read().catch((error) => {
      if (!(error instanceof ApiError)) throw error;
    });
  }

  /** @param {Turn} turn */
  #put(turn) {
    const others = this.turns.filter(({ id }) => id !== turn.id);
    this.turns = [...others, turn].sort((one, other) => one.id - other.id);
  }

  /** Turns that another page or a reload left open settle on the server: looked for ever more seldom. */
  #lookLater(wait = FIRST_LOOK_MS) {
    clearTimeout(this.#look);
    const isOpen = this.question === null && this.isWaiting;
    if (!isOpen || this.#signal.aborted) return;
    this.#look = setTimeout(async () => {
      await this.#read().catch((error) => {
        if (!(error instanceof ApiError) && !this.#signal.aborted) throw error;
      });
      this.#lookLater(Math.min(wait * 1.5, LONGEST_LOOK_MS));
    }, wait);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
