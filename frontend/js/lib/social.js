/**
 * Logging in with an account elsewhere. The browser makes up a verifier and shows its digest alone: a code that comes
 * back is of use to nobody else.
 *
 *     leaveFor(startUrl("google", await challenge("/free/3")));
 *     leaveFor(await linkUrl("google", "/profile/account", { password }));   // by a member: one more way in
 *     const { verifier, next } = takeUp();       // back again, in the same tab
 */
import { api, urlFor } from "./api.js";
import { tabStorage } from "./storage.js";

const KEY = "social";
const NAMES = new Map([
  ["google", "Google"],
  ["kakao", "카카오"],
]);

/** @param {string | null} provider */
export const providerName = (provider) => NAMES.get(provider ?? "") ?? "";

/** Browsers can make digests on https and localhost only. */
export const isPossible = () => Boolean(globalThis.crypto?.subtle);

/** @param {string} next  where one wants to be afterwards */
export async function challenge(next) {
  const verifier = inBase64(crypto.getRandomValues(new Uint8Array(32)));
  tabStorage.set(KEY, { verifier, next });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return inBase64(new Uint8Array(digest));
}

/** @param {string} provider @param {string} challenge */
export const startUrl = (provider, challenge) =>
  urlFor(`/accounts/social/${provider}/start/`, { challenge }).href;

/**
 * @param {string} provider @param {string} next @param {object} [proof]  the own password, if one has any
 * @returns {Promise<string>}
 */
export async function linkUrl(provider, next, proof = {}) {
  // The API marks this browser by a cookie: nobody else can finish what is begun here.
  const { url } = await api.post(`/accounts/social/${provider}/`, { json: proof, withCookie: true });
  tabStorage.set(KEY, { next });
  return url;
}

/** @returns {{ verifier?: string, next?: string }} what was kept at the start, once */
export function takeUp() {
  const kept = tabStorage.get(KEY) ?? {};
  tabStorage.remove(KEY);
  return kept;
}

/** @param {Uint8Array} bytes */
const inBase64 = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
