/** Every address of the client. The first match wins; a page is loaded when it is first opened,
 * together with its stylesheet, css/pages/<style>.css. */

const board = () => import("./pages/board.js");
const post = () => import("./pages/post.js");
const postWrite = () => import("./pages/post-write.js");

/** Both boards share their pages. @param {"free" | "study"} name @param {string} title */
const boardRoutes = (name, title) => [
  { path: `/${name}`, tag: "st-board-page", title, load: board, style: "board", params: { board: name } },
  {
    path: `/${name}/write`,
    tag: "st-post-write-page",
    title: "글쓰기",
    load: postWrite,
    style: "post-write",
    params: { board: name },
    needsLogin: true,
  },
  { path: `/${name}/:id`, tag: "st-post-page", title, load: post, style: "post", params: { board: name } },
  {
    path: `/${name}/:id/edit`,
    tag: "st-post-write-page",
    title: "글 고치기",
    load: postWrite,
    style: "post-write",
    params: { board: name },
    needsLogin: true,
  },
];

/** @type {import("./lib/routing.js").Route[]} */
export const routes = [
  {
    path: "/",
    tag: "st-home-page",
    title: "고등학생의 이야기터",
    load: () => import("./pages/home.js"),
    style: "home",
  },
  ...boardRoutes("free", "자유게시판"),
  ...boardRoutes("study", "입시정보"),
  {
    path: "/search",
    tag: "st-search-page",
    title: "검색",
    load: () => import("./pages/search.js"),
    style: "search",
  },
  {
    path: "/chat/:room?",
    tag: "st-chat-page",
    title: "실시간 채팅",
    load: () => import("./pages/chat.js"),
    style: "chat",
  },
  { path: "/ai", tag: "st-ai-page", title: "AI 튜터", load: () => import("./pages/ai.js"), style: "ai" },
  { path: "/help", tag: "st-help-page", title: "문의", load: () => import("./pages/help.js"), style: "help" },
  {
    path: "/help/:id",
    tag: "st-help-inquiry-page",
    title: "내 문의",
    load: () => import("./pages/help-inquiry.js"),
    style: "help",
  },
  {
    path: "/login",
    tag: "st-login-page",
    title: "로그인",
    load: () => import("./pages/login.js"),
    style: "entrance",
  },
  {
    path: "/signup",
    tag: "st-signup-page",
    title: "회원가입",
    load: () => import("./pages/signup.js"),
    style: "entrance",
  },
  {
    path: "/password-reset",
    tag: "st-password-reset-page",
    title: "비밀번호 찾기",
    load: () => import("./pages/password-reset.js"),
    style: "entrance",
  },
  {
    path: "/email-undo",
    tag: "st-email-undo-page",
    title: "이메일 되돌리기",
    load: () => import("./pages/email-undo.js"),
    style: "entrance",
  },
  {
    path: "/social",
    tag: "st-social-page",
    title: "로그인",
    load: () => import("./pages/social.js"),
    style: "entrance",
  },
  {
    path: "/welcome",
    tag: "st-welcome-page",
    title: "가입 마치기",
    load: () => import("./pages/welcome.js"),
    style: "entrance",
    needsLogin: true,
  },
  {
    path: "/shelf",
    tag: "st-shelf-page",
    title: "내 서랍",
    load: () => import("./pages/shelf.js"),
    style: "shelf",
    needsLogin: true,
  },
  {
    path: "/profile",
    tag: "st-profile-page",
    title: "내 프로필",
    load: () => import("./pages/profile.js"),
    style: "profile",
    needsLogin: true,
  },
  {
    path: "/profile/edit",
    tag: "st-profile-edit-page",
    title: "프로필 고치기",
    load: () => import("./pages/profile-edit.js"),
    style: "profile-edit",
    needsLogin: true,
  },
  {
    path: "/profile/account",
    tag: "st-profile-account-page",
    title: "계정과 보안",
    load: () => import("./pages/profile-account.js"),
    style: "profile",
    needsLogin: true,
  },
  {
    path: "/profile/data",
    tag: "st-profile-data-page",
    title: "내 정보 관리",
    load: () => import("./pages/profile-data.js"),
    style: "profile",
    needsLogin: true,
  },
  {
    path: "/profile/leave",
    tag: "st-profile-leave-page",
    title: "회원 탈퇴",
    load: () => import("./pages/profile-leave.js"),
    style: "profile",
    needsLogin: true,
  },
  {
    path: "/users/:id",
    tag: "st-user-page",
    title: "프로필",
    load: () => import("./pages/user.js"),
    style: "profile",
  },
];
