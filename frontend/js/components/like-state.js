/**
 * A like with its count, as an optimistic switch.
 *
 *     const like = new LikeState({ count: 3, isLiked: false }, (isLiked) => (isLiked ? api.post(path) : api.delete(path)));
 *     const settled = like.toggle();   // like.isLiked and like.count have changed already
 *     await settled;                   // now they are the server's; rejects after they were rolled back
 */
import { OptimisticSwitch } from "./optimistic-switch.js";

/** @typedef {{ like_count: number }} LikeAnswer */

export class LikeState extends OptimisticSwitch {
  #others;

  /** @param {{ count: number, isLiked: boolean }} known @param {(isLiked: boolean) => Promise<LikeAnswer>} send */
  constructor({ count, isLiked }, send) {
    super(isLiked, async (isOn) => {
      const { like_count } = await send(isOn);
      this.#others = like_count - Number(isOn);
    });
    this.#others = count - Number(isLiked);
  }

  get isLiked() {
    return this.isOn;
  }

  get count() {
    return this.#others + Number(this.isOn);
  }
}
