import assert from "node:assert/strict";
import test from "node:test";
import { OptimisticSwitch } from "../js/components/optimistic-switch.js";

test("it is on before the server has answered, and stays on", async () => {
  /** @type {boolean[]} */
  const sent = [];
  const scrap = new OptimisticSwitch(false, async (isOn) => sent.push(isOn));
  const settled = scrap.toggle();
  assert.equal(scrap.isOn, true);
  await settled;
  assert.deepEqual([scrap.isOn, sent], [true, [true]]);
});

test("what the server refuses is rolled back, told, and may be tried again", async () => {
  let isAway = true;
  const scrap = new OptimisticSwitch(true, async () => {
    if (isAway) throw new Error("away");
  });
  await assert.rejects(scrap.toggle(), /away/);
  assert.equal(scrap.isOn, true);
  isAway = false;
  await scrap.toggle();
  assert.equal(scrap.isOn, false);
});
