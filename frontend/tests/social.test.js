import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { API_ORIGIN } from "../config.js";

/** @type {Map<string, string>} */
const kept = new Map();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  },
});

const { challenge, startUrl, takeUp } = await import("../js/lib/social.js");

test("only the digest of the verifier leaves the browser", async () => {
  const shown = await challenge("/free/3");
  const { verifier, next } = takeUp();
  assert.match(verifier ?? "", /^[\w-]{43}$/);
  assert.equal(
    shown,
    createHash("sha256")
      .update(verifier ?? "")
      .digest("base64url"),
  );
  assert.equal(next, "/free/3");
  assert.equal(startUrl("kakao", shown), `${API_ORIGIN}/accounts/social/kakao/start/?challenge=${shown}`);
});

test("every start has a verifier of its own, which is taken up once", async () => {
  await challenge("/");
  const first = takeUp();
  assert.deepEqual(takeUp(), {});
  await challenge("/");
  assert.notEqual(takeUp().verifier, first.verifier);
});
