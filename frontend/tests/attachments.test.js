import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ACCEPT,
  isPicture,
  kindWords,
  partsSent,
  refusalOf,
  shownSize,
  sizeWords,
  thumbnailWidth,
} from "../js/lib/attachments.js";

const MEGABYTE = 1024 * 1024;

test("every kind that the server takes may be sent, however its name is written", () => {
  for (const name of [
    "a.jpg",
    "b.JPEG",
    "c.png",
    "d.webp",
    "e.gif",
    "계획.pdf",
    "자소서.HWP",
    "v1.2.hwpx",
    "표.xlsx",
    "메모.txt",
  ])
    assert.equal(refusalOf({ name, size: 10 }), "", name);
});

test("whatever else is refused with a sentence that names it and says what to do", () => {
  for (const [name, size, words] of [
    ["설치.exe", 10, "만 올릴 수 있어요"],
    ["이름뿐", 10, "만 올릴 수 있어요"],
    ["자료.zip", 10, "만 올릴 수 있어요"],
    ["사진.heic", 10, "HEIC 사진은 올릴 수 없어요. JPEG로"],
    ["빈.pdf", 0, "비어 있는"],
    ["큰.pdf", 10 * MEGABYTE + 1, "10.0MB예요. 10MB보다 작은"],
  ]) {
    const reason = refusalOf({ name: String(name), size: Number(size) });
    assert.ok(reason.startsWith(`${name}: `) && reason.includes(String(words)), reason);
  }
  assert.equal(refusalOf({ name: "딱.pdf", size: 10 * MEGABYTE }), "");
});

test("a phone is asked for kinds of pictures, so that it converts its own", () => {
  assert.ok(ACCEPT.includes("image/jpeg") && ACCEPT.includes(".hwp") && !ACCEPT.includes("image/*"));
  assert.ok(isPicture({ name: "image.png", type: "image/png" }) && isPicture({ name: "a.JPG" }));
  assert.ok(!isPicture({ name: "a.pdf", type: "application/pdf" }));
});

test("sizes are told as people say them", () => {
  assert.deepEqual([0, 900, 2048, 300_000, 1.25 * MEGABYTE].map(sizeWords), [
    "0B",
    "900B",
    "2KB",
    "293KB",
    "1.3MB",
  ]);
  assert.equal(kindWords({ name: "수시 계획.pdf", size: 2048 }), "PDF · 2KB");
});

test("a tall picture is shown smaller, in its own proportions", () => {
  assert.deepEqual(shownSize({ width: 2560, height: 720 }), { width: 2560, height: 720 });
  assert.deepEqual(shownSize({ width: 1000, height: 1440 }), { width: 500, height: 720 });
  assert.deepEqual(shownSize({ width: 1, height: 2560 }), { width: 1, height: 720 });
  assert.deepEqual(
    [thumbnailWidth({ width: 1280, height: 640 }), thumbnailWidth({ width: 640, height: 1280 })],
    [640, 320],
  );
  assert.equal(thumbnailWidth({ width: 30, height: 20 }), 30);
});

test("one form's progress is that of its files, one behind the other", () => {
  assert.deepEqual(partsSent([100, 300], 50, 450), [0, 0]);
  assert.deepEqual(partsSent([100, 300], 100, 450), [0.5, 0]);
  assert.deepEqual(partsSent([100, 300], 300, 450), [1, 0.5]);
  assert.deepEqual(partsSent([100, 300], 450, 450), [1, 1]);
});
