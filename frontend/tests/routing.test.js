import assert from "node:assert/strict";
import test from "node:test";
import { matchRoute, safeNext } from "../js/lib/routing.js";
import { routes } from "../js/routes.js";

/** @param {string} path */
const find = (path) => {
  const found = matchRoute(routes, path);
  return found && [found.route.tag, found.params];
};

test("every address finds its page", () => {
  assert.deepEqual(find("/"), ["st-home-page", {}]);
  assert.deepEqual(find("/free"), ["st-board-page", { board: "free" }]);
  assert.deepEqual(find("/study/write"), ["st-post-write-page", { board: "study" }]);
  assert.deepEqual(find("/free/12"), ["st-post-page", { board: "free", id: "12" }]);
  assert.deepEqual(find("/study/12/edit"), ["st-post-write-page", { board: "study", id: "12" }]);
  assert.deepEqual(find("/chat"), ["st-chat-page", {}]);
  assert.deepEqual(find("/chat/lobby"), ["st-chat-page", { room: "lobby" }]);
  assert.deepEqual(find("/help/7"), ["st-help-inquiry-page", { id: "7" }]);
  assert.deepEqual(find("/users/3"), ["st-user-page", { id: "3" }]);
});

test("a closing slash makes no difference", () => {
  assert.deepEqual(find("/free/"), ["st-board-page", { board: "free" }]);
});

test("what is no address of ours finds nothing", () => {
  for (const path of [
    "/nowhere",
    "/free/abc",
    "/free/0",
    "/free/-1",
    "/free/1/2",
    "/chat/a/b",
    "/chat/%E0%A4%A",
  ]) {
    assert.equal(find(path), null, path);
  }
});

test("a segment is decoded", () => {
  assert.deepEqual(find("/chat/%EA%B0%80"), ["st-chat-page", { room: "가" }]);
});

test("a login leads back to a path of this site", () => {
  for (const path of ["/free/12", "/free?q=%EC%88%98%EC%8B%9C&field=title", "/chat/lobby#end"])
    assert.equal(safeNext(path), path);
});

test("a login never leads off the site, nor back to itself", () => {
  const traps = [
    null,
    "",
    "free",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    " /free",
    "/login?next=/",
    "/signup",
    "/social#code=a",
    "/a/../login",
  ];
  for (const path of traps) assert.equal(safeNext(path), "/", String(path));
});
