/**
 * The two boards: what differs between them is data.
 *
 *     const board = boardOf(this.params.board);   // { name: "free", title: "자유게시판", api: "/post/", … }
 *     html`<a href="${postHref(post)}">${post.title}</a>`
 *
 * @typedef {{ id: number | null, name: string, profile_picture: string | null }} Author
 *
 * @typedef {object} PostSummary
 * @property {number} id
 * @property {"free" | "study"} board
 * @property {string} title
 * @property {string} excerpt
 * @property {string | null} thumbnail
 * @property {Author} author
 * @property {boolean} is_mine
 * @property {boolean} is_anonymous
 * @property {boolean} is_notice
 * @property {boolean} is_hidden  by its author, who alone sees it
 * @property {number} hits
 * @property {number} like_count
 * @property {number} comment_count
 * @property {boolean} is_liked
 * @property {boolean} is_scrapped
 * @property {boolean} is_edited
 * @property {number} attachment_count
 * @property {string | null} tag
 * @property {number | null} school_year
 * @property {string | null} university
 * @property {string | null} admission_type
 * @property {string | null} source_url
 * @property {string | null} valid_until
 * @property {boolean} is_outdated
 * @property {boolean} has_poll
 * @property {string} created_at
 * @property {string} updated_at
 *
 * @typedef {import("./attachments.js").Attachment} Attachment
 * @typedef {import("./polls.js").Poll} Poll
 * @typedef {PostSummary & { content: string, content_html: string, attachments: Attachment[], poll: Poll | null }} Post
 *
 * @typedef {object} Comment
 * @property {number} id
 * @property {number | null} parent  of a reply the comment above
 * @property {Author} author
 * @property {boolean} is_mine
 * @property {boolean} is_anonymous
 * @property {boolean} is_hidden  by its author, who alone sees it
 * @property {boolean} is_deleted  an empty place, kept for its replies
 * @property {string} content
 * @property {string} content_html
 * @property {number} like_count
 * @property {boolean} is_liked
 * @property {boolean} is_edited
 * @property {string} created_at
 * @property {string} updated_at
 */

/**
 * @template T
 * @typedef {{ next: string | null, previous: string | null, results: T[] }} Page
 */

export const TITLE_MAX_LENGTH = 100;
export const POST_MAX_LENGTH = 20_000;
export const COMMENT_MAX_LENGTH = 2_000;

const BOARDS = {
  free: {
    name: "free",
    title: "자유게시판",
    lead: "급식부터 고민까지, 아무 이야기나 편하게 나눠요.",
    api: "/post/",
    icon: "board",
    tags: ["잡담", "질문", "고민", "후기"],
    isAboutAdmissions: false,
    titleExample: "오늘 급식 나만 좋았어?",
    nothing: "오늘 있었던 일을 처음으로 들려주세요.",
  },
  study: {
    name: "study",
    title: "입시정보",
    lead: "수시, 정시, 면접 소식을 메모처럼 모아요.",
    api: "/study/",
    icon: "cap",
    tags: ["수시", "정시", "학생부", "면접·논술", "공부법", "자료"],
    isAboutAdmissions: true,
    titleExample: "2027학년도 수시 학생부교과 면접 준비 순서",
    nothing: "알고 있는 소식을 처음으로 나눠 주세요.",
  },
};

/** @typedef {typeof BOARDS["free"]} Board */

/** @param {string} name as in the routes @returns {Board} */
export const boardOf = (name) => BOARDS[/** @type {keyof typeof BOARDS} */ (name)];

/** @param {{ board: string, id: number }} post */
export const postHref = ({ board, id }) => `/${board}/${id}`;

/** Which comment stands at the top of its thread. @param {{ id: number, parent: number | null }} comment */
export const threadOf = ({ id, parent }) => parent ?? id;

/** Where a comment is found: the post's page opens at it. @param {number} id */
export const commentId = (id) => `comment-${id}`;

/** @param {string} fragment of an address, with its "#" @returns {number | null} */
export const commentOf = (fragment) => Number(/^#comment-([1-9]\d{0,15})$/.exec(fragment)?.[1] ?? 0) || null;
