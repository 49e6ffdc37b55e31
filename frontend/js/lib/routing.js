/**
 * The arithmetic of the router, without a document.
 *
 *     matchRoute(routes, "/free/12");   // { route, params: { id: "12" } } or null
 *     safeNext("/free/12?x=1");         // itself; anything that could leave the site becomes "/"
 *     isEntrance("/login");             // one passes through it on the way to where one wants to be
 */
const ENTRANCES = new Set(["/login", "/signup", "/password-reset", "/email-undo", "/social", "/welcome"]);

/**
 * @typedef {object} Route
 * @property {string} path  ":id" matches a positive integer, any other ":name" one segment, ":name?" may be absent
 * @property {string} tag
 * @property {string} title
 * @property {() => Promise<unknown>} load
 * @property {string} [style]  the page's sheet: css/pages/<style>.css
 * @property {Record<string, string>} [params]  fixed parameters, for pages that serve several paths
 * @property {boolean} [needsLogin]
 */

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** @param {string} path */
function patternOf(path) {
  let pattern = patterns.get(path);
  if (!pattern) {
    const source = path
      .replace(/\/:(\w+)\?/g, "(?:/(?<$1>[^/]+))?")
      .replace(/:id\b/g, "(?<id>[1-9][0-9]{0,18})")
      .replace(/:(\w+)/g, "(?<$1>[^/]+)");
    pattern = new RegExp(`^${source}$`);
    patterns.set(path, pattern);
  }
  return pattern;
}

/**
 * The first route wins.
 * @param {Route[]} routes @param {string} pathname
 * @returns {{ route: Route, params: Record<string, string> } | null}
 */
export function matchRoute(routes, pathname) {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  for (const route of routes) {
    const found = patternOf(route.path).exec(path);
    if (!found) continue;
    try {
      const params = { ...route.params };
      for (const [name, value] of Object.entries(found.groups ?? {})) {
        if (value !== undefined) params[name] = decodeURIComponent(value);
      }
      return { route, params };
    } catch {
      return null; // A broken %-sequence is no address of ours.
    }
  }
  return null;
}

/** @param {string} pathname */
export const isEntrance = (pathname) => ENTRANCES.has(pathname);

/**
 * Where to go after a login. Only a path of this site will do, or a link could send people elsewhere.
 * @param {string | null} next @returns {string}
 */
export function safeNext(next) {
  const BASE = "https://site.invalid";
  // Browsers read "\" as "/" and drop tabs and newlines: refused rather than interpreted.
  if (!next || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/";
  const url = new URL(next, BASE);
  return url.origin === BASE && !isEntrance(url.pathname) ? url.pathname + url.search + url.hash : "/";
}
