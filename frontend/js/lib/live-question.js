/**
 * Asks the server about what somebody types, once the typing pauses. A newer question takes the place of the one before,
 * be it waiting or under way: at most one is asked at a time, and no late answer speaks of older words.
 *
 *     const question = liveQuestion((name, signal) => api.get(…, { query: { name }, signal }), (answer) => …, this.signal);
 *     question.ask("고요한수달");
 *     question.drop();                  // nothing to ask any more
 *
 * The answer is null when nobody could say (no network, too many questions): no trouble of the one who types.
 */
import { isAbort } from "./api.js";
import { ApiError } from "./api-error.js";

export const PAUSE_MS = 450;

/**
 * @template Q, A
 * @param {(question: Q, signal: AbortSignal) => Promise<A>} send
 * @param {(answer: A | null) => void} hear
 * @param {AbortSignal} lifetime
 */
export function liveQuestion(send, hear, lifetime) {
  let current = new AbortController();

  const drop = () => current.abort();

  /** @param {Q} question */
  const ask = (question) => {
    drop();
    current = new AbortController();
    const { signal } = current;
    const timer = setTimeout(async () => {
      const answer = await answerTo(question, signal);
      if (!signal.aborted) hear(answer);
    }, PAUSE_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
  };

  /** @param {Q} question @param {AbortSignal} signal */
  const answerTo = async (question, signal) => {
    try {
      return await send(question, signal);
    } catch (error) {
      if (isAbort(error) || error instanceof ApiError) return null;
      throw error;
    }
  };

  lifetime.addEventListener("abort", drop);
  return { ask, drop };
}
