/**
 * Small manners of Korean text.
 *
 *     withParticle("닉네임", "을", "를");   // 닉네임을
 *     shortCount(99_999);                   // 9.9만
 */
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;

/** @param {string} word @param {string} afterConsonant @param {string} afterVowel */
export function withParticle(word, afterConsonant, afterVowel) {
  const code = word.charCodeAt(word.length - 1);
  const isSyllable = code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
  const endsInConsonant = isSyllable && (code - FIRST_SYLLABLE) % FINALS > 0;
  return word + (endsInConsonant ? afterConsonant : afterVowel);
}

/** Cut, not rounded: 99,999 is not yet 10만. @param {number} count */
export function shortCount(count) {
  if (count < 10_000) return count.toLocaleString("ko-KR");
  const tenThousands = Math.floor(count / 1_000) / 10;
  return `${(tenThousands >= 100 ? Math.floor(tenThousands) : tenThousands).toLocaleString("ko-KR")}만`;
}
