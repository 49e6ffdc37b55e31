/**
 * The only module that navigates. Plain <a href="/free/3"> links are enough; for code:
 *
 *     navigate("/free/3");                        // a new entry in the history
 *     navigate("/free", { replace: true });
 *     rewriteAddress("/search?q=수시");           // the page shows this already: only the address has to say it
 *     askToLogIn();                               // to the login and back here afterwards
 *     setTitle(post.title);                       // when a page learns its title later
 *     takeFragment();                             // what stands behind the "#", which is gone afterwards
 *     leaveFor(url);                              // to another site
 */
import "../pages/broken.js"; // Here from the start: it is shown when nothing more can be loaded.
import { toast } from "../components/toast.js";
import { onRefusal } from "./api.js";
import { isEntrance, matchRoute, safeNext } from "./routing.js";
import { session } from "./session.js";
import { tabStorage } from "./storage.js";
import { loadStyle } from "./styles.js";
import { newUuid } from "./uuid.js";

const SITE = "스쿨톡스";
const SCROLL = "scroll";
const NOT_FOUND = {
  path: "",
  tag: "st-not-found-page",
  title: "없는 페이지",
  load: () => import("../pages/not-found.js"),
  style: "not-found",
};
const BROKEN = {
  path: "",
  tag: "st-broken-page",
  title: "열지 못한 페이지",
  load: async () => {},
};

/** What the API may want first, and where one does it. @type {Record<string, string>} */
const WANTED_FIRST = {
  token_not_valid: "/login",
  profile_incomplete: "/welcome",
  recent_login_required: "/login?again=1",
};

/** @type {import("./routing.js").Route[]} */
let routes = [];
/** @type {HTMLElement} */
let outlet;
/** @type {import("./routing.js").Route | null} */
let current = null;
/** The address that is shown, or about to be. */
let wanted = "";
let turn = 0;
let entry = "";
/** The last page that was not about logging in. @type {string | null} */
let cameFrom = null;
/** @type {Record<string, number>} */
let scrolls = {};

/** @param {import("./routing.js").Route[]} table @param {HTMLElement} main */
export function startRouter(table, main) {
  routes = table;
  outlet = main;
  history.scrollRestoration = "manual";
  scrolls = tabStorage.get(SCROLL) ?? {};
  document.addEventListener("click", followLink);
  addEventListener("popstate", () => {
    if (address() === wanted) return; // Only the hash changed.
    rememberScroll();
    show({ restore: true });
  });
  addEventListener("pagehide", () => {
    rememberScroll();
    tabStorage.set(SCROLL, scrolls);
  });
  session.addEventListener("change", followSession);
  onRefusal(doFirst);
  show({ restore: true, first: true });
}

/** @param {string} path @param {{ replace?: boolean }} [options] @returns {Promise<void>} */
export function navigate(path, { replace = false } = {}) {
  rememberScroll();
  /** @type {NodeListOf<HTMLDialogElement>} */
  const dialogs = document.querySelectorAll("dialog[open]");
  for (const dialog of dialogs) dialog.close(); // A question is about the page that is left.
  if (!isAtEntrance()) cameFrom = address();
  const state = { entry: newUuid() };
  if (replace) history.replaceState(state, "", path);
  else history.pushState(state, "", path);
  return show({});
}

/** @param {string} path */
export function rewriteAddress(path) {
  history.replaceState(history.state, "", path);
  wanted = address();
}

/** @param {{ replace?: boolean }} [options] @returns {Promise<void>} */
export function askToLogIn(options) {
  return navigate(`/login?next=${encodeURIComponent(address())}`, options);
}

/** Where a login leads: to the `?next=` of the address, else to the page one came from. */
export const nextPath = () => safeNext(new URLSearchParams(location.search).get("next") ?? cameFrom);

const address = () => location.pathname + location.search;

const isAtEntrance = () => current !== null && isEntrance(current.path);

/** @param {import("./api-error.js").ApiError} error */
function doFirst({ code, message }) {
  const place = WANTED_FIRST[code];
  if (!place || isEntrance(location.pathname)) return;
  if (code === "token_not_valid") {
    if (session.isLoggedIn || session.hasLeft) return; // Somebody else, in another tab; or it was under way at a logout.
    toast(message, "error");
  }
  const url = new URL(place, location.origin);
  url.searchParams.set("next", address());
  navigate(url.pathname + url.search);
}

/** It leaves the address bar and the history, for it may be a secret. */
export function takeFragment() {
  const fragment = location.hash.slice(1);
  if (fragment) history.replaceState(history.state, "", address());
  return fragment;
}

/** @param {string} url */
export const leaveFor = (url) => location.assign(url);

/** @param {string} title */
export function setTitle(title) {
  document.title = location.pathname === "/" ? `${SITE} · ${title}` : `${title} · ${SITE}`;
}

/** @param {MouseEvent} event */
function followLink(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.hasAttribute("download")) return;
  if (link.target && link.target !== "_self") return;
  const samePage = link.pathname === location.pathname && link.search === location.search;
  if (samePage && link.hash) return;
  event.preventDefault();
  navigate(link.pathname + link.search + link.hash, { replace: samePage });
}

/** A page shows other things to another person. The login and its like go on by themselves. */
let shownLogin = session.loginId;
function followSession() {
  if (shownLogin === session.loginId) return;
  shownLogin = session.loginId;
  if (current?.needsLogin || !isAtEntrance()) show({});
}

function rememberScroll() {
  if (entry) scrolls[entry] = Math.round(scrollY);
}

/** @param {{ restore?: boolean, first?: boolean }} how @returns {Promise<void>} */
async function show({ restore = false, first = false }) {
  const mine = ++turn;
  wanted = address(); // At once: who goes back before the page has come must not be shown it after all.
  const found = matchRoute(routes, location.pathname);
  if (found?.route.needsLogin && !session.isLoggedIn) return askToLogIn({ replace: true });
  document.documentElement.toggleAttribute("data-navigating", true);
  const { route, params } = await loaded(found ?? { route: NOT_FOUND, params: {} });
  if (mine !== turn) return;
  document.documentElement.toggleAttribute("data-navigating", false);

  if (!history.state?.entry) history.replaceState({ entry: newUuid() }, "");
  entry = history.state.entry;
  current = route;
  const page = Object.assign(document.createElement(route.tag), {
    params,
    query: new URLSearchParams(location.search),
  });
  await swap(() => {
    outlet.replaceChildren(page);
    setTitle(route.title);
    markCurrent();
    scrollTo(0, 0);
  }, first);
  const focused = document.activeElement;
  await settled(page);
  if (mine !== turn) return;
  // Content may be slow, and people quick: who scrolls or types already is not pulled away.
  if (restore && scrollY === 0) scrollTo(0, scrolls[entry] ?? 0);
  if (!first && document.activeElement === focused) focusHeading();
}

/** @param {{ route: import("./routing.js").Route, params: Record<string, string> }} found */
async function loaded(found) {
  try {
    await Promise.all([found.route.load(), loadStyle(found.route.style)]);
    return found;
  } catch {
    return { route: BROKEN, params: {} };
  }
}

/** @param {() => void} change @param {boolean} first */
async function swap(change, first) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (first || still || document.hidden || !document.startViewTransition) return change();
  const transition = document.startViewTransition(change);
  // Skipped when a newer navigation overtakes it: the change itself still happens.
  transition.ready.catch(() => {});
  await transition.updateCallbackDone;
}

/** @param {HTMLElement & { ready?: Promise<unknown> }} page */
async function settled(page) {
  await Promise.resolve(page.ready).catch(() => {}); // A page shows its own errors.
}

function focusHeading() {
  if (outlet.contains(document.activeElement)) return;
  const heading = outlet.querySelector("h1") ?? outlet;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}

/** The link that the address begins with is the active place. Pages mark the links of their own navigation. */
function markCurrent() {
  for (const link of document.querySelectorAll(".places a[href]")) {
    const path = new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname;
    const within = path === "/" ? location.pathname === "/" : `${location.pathname}/`.startsWith(`${path}/`);
    if (within) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
