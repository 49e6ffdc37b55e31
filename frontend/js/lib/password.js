/**
 * What a good password is, told while it is typed. The server has the last word (it also knows the common ones).
 *
 *     passwordRules("hunter22", ["sudal7", "고요한 수달"]);   // [{ label: "8자 이상", isMet: true }, …]
 */
const SHORTEST = 8;
const SHORTEST_PERSONAL = 3;

/** @param {string} password @param {string[]} personal  user name, nickname … */
export function passwordRules(password, personal = []) {
  const lower = password.toLowerCase();
  const resembles = personal.some((word) => {
    const part = word.trim().toLowerCase();
    return (
      part.length >= SHORTEST_PERSONAL && (lower.includes(part) || (lower !== "" && part.includes(lower)))
    );
  });
  return [
    { label: `${SHORTEST}자 이상`, isMet: password.length >= SHORTEST },
    { label: "숫자만 쓰지 않기", isMet: /\D/.test(password) },
    { label: "아이디·닉네임과 다르게", isMet: password !== "" && !resembles },
  ];
}
