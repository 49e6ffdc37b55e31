/**
 * Finds answers among the frequent questions, on this device: they are few.
 *
 *     searchFaqs(faqs, "비밀번호 변경");        // entries that hold every word, somewhere
 *     suggestFaqs(faqs, "로그인이 안 돼요…");   // the nearest three to a text that is being written
 */

/** @typedef {{ id: number, question: string, answer: string, answer_html: string, category: string }} Faq */

/** Korean words take endings: pairs of syllables are compared instead of words. */
const PAIR = 2;
const QUESTION_WEIGHT = 3;
const LEAST_SCORE = 5;

/** @param {string} query */
export const wordsOf = (query) => query.toLowerCase().split(/\s+/u).filter(Boolean);

/** @template {Pick<Faq, "question" | "answer">} T @param {T[]} faqs @param {string} query @returns {T[]} */
export function searchFaqs(faqs, query) {
  const words = wordsOf(query);
  return faqs.filter((faq) => words.every((word) => holds(faq.question, word) || holds(faq.answer, word)));
}

/** @param {string} text @param {string} word in lower case */
export const holds = (text, word) => text.toLowerCase().includes(word);

/** @template {Pick<Faq, "question" | "answer">} T @param {T[]} faqs @param {string} text @param {number} [limit] @returns {T[]} */
export function suggestFaqs(faqs, text, limit = 3) {
  const entries = faqs.map((faq) => ({ faq, question: pairsOf(faq.question), answer: pairsOf(faq.answer) }));
  const weights = [...pairsOf(text)].map((pair) => {
    const holders = entries.filter(({ question, answer }) => question.has(pair) || answer.has(pair)).length;
    // The rarer a pair, the more it tells: "니다" stands everywhere.
    return { pair, weight: holders > 0 ? Math.log(faqs.length / holders) : 0 };
  });
  const found = entries
    .map(({ faq, question, answer }) => ({
      faq,
      score: weights.reduce(
        (sum, { pair, weight }) =>
          sum + weight * (question.has(pair) ? QUESTION_WEIGHT : Number(answer.has(pair))),
        0,
      ),
    }))
    .sort((one, other) => other.score - one.score);
  // Far behind the best is no help, however many there are.
  const least = Math.max(LEAST_SCORE, found[0]?.score / 2);
  return found
    .filter(({ score }) => score >= least)
    .slice(0, limit)
    .map(({ faq }) => faq);
}

/** @param {string} text */
function pairsOf(text) {
  const pairs = new Set();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...word];
    for (let at = 0; at + PAIR <= letters.length; at++) pairs.add(letters.slice(at, at + PAIR).join(""));
  }
  return pairs;
}
