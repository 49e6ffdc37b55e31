/**
 * Small manners of Korean text.
 *
 *     withParticle("닉네임", "을", "를");   // 닉네임을
 *     shortCount(99_999);                   // 9.9만
 *     initialsPattern("ㅅㅅ");              // of a regular expression that finds 수시, and ㅅㅅ itself
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

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const SYLLABLES_OF_AN_INITIAL = 588;
/** What keyboards join at the end of a syllable. @type {Record<string, string>} */
const PAIRS = {
  ㄳ: "ㄱㅅ",
  ㄵ: "ㄴㅈ",
  ㄶ: "ㄴㅎ",
  ㄺ: "ㄹㄱ",
  ㄻ: "ㄹㅁ",
  ㄼ: "ㄹㅂ",
  ㄽ: "ㄹㅅ",
  ㄾ: "ㄹㅌ",
  ㄿ: "ㄹㅍ",
  ㅀ: "ㄹㅎ",
  ㅄ: "ㅂㅅ",
};

/** @param {string} word @returns {string | null}  null unless it is consonants alone */
export function initialsPattern(word) {
  if (!/^[ㄱ-ㅎ]+$/u.test(word)) return null;
  const single = word.replace(/./gu, (letter) => PAIRS[letter] ?? letter);
  const syllables = [...single].map((letter) => {
    const first = FIRST_SYLLABLE + INITIALS.indexOf(letter) * SYLLABLES_OF_AN_INITIAL;
    return `[${letter}${String.fromCharCode(first)}-${String.fromCharCode(first + SYLLABLES_OF_AN_INITIAL - 1)}]`;
  });
  return single === word ? syllables.join("") : `${word}|${syllables.join("")}`;
}
