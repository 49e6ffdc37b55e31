/**
 * How inquiries are called, and the addresses of one.
 *
 *     subjectName("bug");                     // 오류
 *     inquiryPath(inquiry);                   // /help/12?secret=… : for guests the only way back
 */

/** @type {Record<string, string>} */
export const SUBJECTS = {
  account: "계정",
  business: "제휴",
  post: "게시글",
  bug: "오류",
  other: "기타",
};

/**
 * @typedef {object} Inquiry
 * @property {number} id
 * @property {string} email
 * @property {string} subject
 * @property {string} content
 * @property {"open" | "answered"} status
 * @property {string} answer_html
 * @property {string | null} answered_at
 * @property {string} created_at
 * @property {string} [secret_url]
 */

/** @param {string} subject */
export const subjectName = (subject) => SUBJECTS[subject] ?? SUBJECTS.other;

/** The secret is told once, inside the API's own address. @param {Pick<Inquiry, "id" | "secret_url">} inquiry */
export function inquiryPath({ id, secret_url }) {
  const secret = secret_url && new URL(secret_url).searchParams.get("secret");
  return `/help/${id}${secret ? `?${new URLSearchParams({ secret })}` : ""}`;
}
