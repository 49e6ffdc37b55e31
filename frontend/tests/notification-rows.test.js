import assert from "node:assert/strict";
import test from "node:test";
import { groupByDay, hrefOf, iconOf, merge, newsFor } from "../js/lib/notification-rows.js";
import { apiQuery, notificationsHref, readNotifications } from "../js/pages/notifications-query.js";

const NOW = new Date(2026, 10, 22, 21, 30);

/** @param {number} id @param {string} told_at  local time of November 2026, "22 21:03" @param {object} [more] */
function row(id, told_at, { post = 1, ...more } = /** @type {any} */ ({})) {
  const [day, clock] = told_at.split(" ");
  const [hour, minute] = clock.split(":").map(Number);
  return /** @type {import("../js/lib/notification-rows.js").Row} */ ({
    id,
    kind: "comment",
    title: `글 ${post}`,
    target: { kind: "post", board: "free", id: post, comment: id },
    told_at: new Date(2026, 10, Number(day), hour, minute).toISOString(),
    is_read: false,
    ...more,
  });
}

/** @param {ReturnType<typeof groupByDay>} days */
const told = (days) =>
  days.map(({ day, things }) => [
    day,
    ...things.map(({ title, rows }) => `${title}: ${rows.map(({ id }) => id)}`),
  ]);

test("notifications stand under their day, what follows each other about one thing under its title", () => {
  const rows = [
    row(9, "22 21:03"),
    row(8, "22 20:00"),
    row(7, "22 19:00", { post: 2 }),
    row(6, "22 00:00"),
    row(5, "21 23:59"),
    row(4, "21 08:00"),
    row(3, "17 12:00", { post: 2 }),
  ];
  assert.deepEqual(told(groupByDay(rows, NOW)), [
    ["오늘", "글 1: 9,8", "글 2: 7", "글 1: 6"],
    ["어제", "글 1: 5,4"],
    ["11월 17일 화요일", "글 2: 3"],
  ]);
  assert.deepEqual(groupByDay([], NOW), []);
});

test("the same number on another board, or of an inquiry, is another thing", () => {
  const study = { kind: "post", board: "study", id: 1, comment: null };
  const inquiry = { kind: "inquiry", board: null, id: 1, comment: null };
  const rows = [
    row(3, "22 12:00"),
    row(2, "22 11:00", { target: study }),
    row(1, "22 10:00", { target: inquiry }),
  ];
  assert.equal(groupByDay(rows, NOW)[0].things.length, 3);
});

test("a notification leads to its post, its comment or its inquiry", () => {
  assert.equal(hrefOf({ kind: "post", board: "study", id: 412, comment: null }), "/study/412");
  assert.equal(hrefOf({ kind: "post", board: "free", id: 412, comment: 77 }), "/free/412#comment-77");
  assert.equal(hrefOf({ kind: "inquiry", board: null, id: 5, comment: null }), "/help/5");
  assert.equal(hrefOf({ kind: "chat", board: null, id: 31, comment: null, room: "exam" }), "/chat/exam");
});

test("what a later server tells of has an icon, and leads nowhere yet", () => {
  assert.equal(hrefOf({ kind: "room", board: null, id: 5, comment: null }), null);
  assert.equal(iconOf("mention"), "bell");
  assert.equal(iconOf("scrap"), "bookmark");
});

test("new ones come first, and one that has grown comes once, as it is now", () => {
  const rows = [row(3, "22 12:00"), row(2, "22 11:00", { kind: "like", count: 1, is_read: true })];
  const merged = merge(rows, [row(2, "22 13:00", { kind: "like", count: 2 }), row(4, "22 12:30")]);
  assert.deepEqual(
    merged.map(({ id, count, is_read }) => [id, count, is_read]),
    [
      [2, 2, false],
      [4, undefined, false],
      [3, undefined, false],
    ],
  );
  assert.deepEqual(merge(merged, [row(2, "22 11:00", { count: 1 })]), merged);
});

test("only what a list does not show is news to it", () => {
  const rows = [row(3, "22 12:00"), row(2, "22 11:00")];
  const news = [row(3, "22 12:00"), row(2, "22 13:00"), row(1, "22 10:00")];
  assert.deepEqual(
    newsFor(rows, news).map(({ id }) => id),
    [2, 1],
  );
});

test("what an address says comes back as the same address, and is asked for", () => {
  const read = (/** @type {string} */ query) => readNotifications(new URLSearchParams(query));
  assert.equal(notificationsHref(read("")), "/notifications");
  assert.equal(notificationsHref(read("unread=maybe")), "/notifications");
  for (const query of ["unread=true", "cursor=cD0xNA%3D%3D", "unread=true&cursor=x%2By"])
    assert.equal(notificationsHref(read(query)), `/notifications?${query}`);
  assert.deepEqual(apiQuery(read("unread=true&cursor=abc")), { unread: true, cursor: "abc", page_size: 30 });
  assert.deepEqual(apiQuery(read("")), { unread: null, cursor: "", page_size: 30 });
});
