/**
 * Who else is writing. Nobody says when they stop: a name fades unless it is told again.
 *
 *     const typists = new Typists(() => this.#showTyping());
 *     typists.add("고요한 수달 7");      // is writing
 *     typists.remove("고요한 수달 7");   // has said it
 *     typists.words;                   // "고요한 수달 7님이 쓰는 중", "2명이 쓰는 중", ""
 */

const FADE_MS = 4_000;

export class Typists {
  /** @type {Map<string, number>} */
  #timers = new Map();
  #changed;

  /** @param {() => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  get words() {
    const [name] = this.#timers.keys();
    if (this.#timers.size > 1) return `${this.#timers.size}명이 쓰는 중`;
    return name === undefined ? "" : `${name}님이 쓰는 중`;
  }

  /** @param {string} name */
  add(name) {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => this.remove(name), FADE_MS),
    );
    this.#changed();
  }

  /** @param {string} name */
  remove(name) {
    if (!this.#timers.has(name)) return;
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
    this.#changed();
  }

  clear() {
    for (const name of [...this.#timers.keys()]) this.remove(name);
  }
}
