/**
 * Asks now and then for comments that have come since, without a document.
 *
 *     const watch = new CommentWatch({ ask: (after) => api.get(path, { query: { after } }), hear: (comments) => … });
 *     watch.start(newestId);     // from this comment on
 *     watch.rest(); watch.wake();   // while nobody looks, or there is no network; and again
 *     watch.stop();
 *
 * Where nothing comes, and where the server does not answer, it asks less and less often.
 */

/** @typedef {import("./boards.js").Comment} Comment */

export const FIRST_PAUSE_MS = 8_000;
export const LONGEST_PAUSE_MS = 64_000;
const GROWTH = 1.5;

export class CommentWatch {
  #ask;
  #hear;
  #setTimer;
  #clearTimer;
  /** @type {any} */
  #timer = null;
  #pause = FIRST_PAUSE_MS;
  #after = 0;
  #isOn = false;
  #turn = 0;

  /**
   * @param {object} how
   * @param {(after: number) => Promise<import("./boards.js").Page<Comment>>} how.ask
   * @param {(comments: Comment[]) => void} how.hear
   * @param {(work: () => void, ms: number) => any} [how.setTimer]
   * @param {(timer: any) => void} [how.clearTimer]
   */
  constructor({
    ask,
    hear,
    setTimer = (work, ms) => setTimeout(work, ms),
    clearTimer = (timer) => clearTimeout(timer),
  }) {
    this.#ask = ask;
    this.#hear = hear;
    this.#setTimer = setTimer;
    this.#clearTimer = clearTimer;
  }

  /** @param {number} newest */
  start(newest) {
    this.#after = newest;
    this.#isOn = true;
    this.#schedule();
  }

  stop() {
    this.#isOn = false;
    this.rest();
  }

  rest() {
    this.#turn += 1;
    this.#clearTimer(this.#timer);
    this.#timer = null;
  }

  /** Asks at once: something may have come meanwhile. */
  async wake() {
    if (!this.#isOn) return;
    this.rest();
    await this.#look(this.#turn);
  }

  #schedule() {
    const turn = this.#turn;
    this.#timer = this.#setTimer(() => this.#look(turn), this.#pause);
  }

  /** @param {number} turn */
  async #look(turn) {
    let news = 0;
    try {
      const { results } = await this.#ask(this.#after);
      if (turn !== this.#turn) return;
      news = results.length;
      if (news > 0) {
        this.#after = Math.max(this.#after, ...results.map(({ id }) => id));
        this.#hear(results);
      }
    } catch {
      // Told nowhere: nobody has asked for it. It is tried again, later and later.
      if (turn !== this.#turn) return;
    }
    this.#pause = news > 0 ? FIRST_PAUSE_MS : Math.min(this.#pause * GROWTH, LONGEST_PAUSE_MS);
    this.#schedule();
  }
}
