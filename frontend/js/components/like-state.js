/**
 * A like that shows at once and is settled with the server behind: however fast one taps, one request is on its way
 * at a time, and the last wish wins.
 *
 *     const like = new LikeState({ count: 3, isLiked: false }, (isLiked) => (isLiked ? api.post(path) : api.delete(path)));
 *     const settled = like.toggle();   // like.isLiked and like.count have changed already
 *     await settled;                   // now they are the server's; rejects after they were rolled back
 */

/** @typedef {{ like_count: number }} LikeAnswer */

export class LikeState {
  #settled;
  #wanted;
  #send;
  #isSending = false;

  /** @param {{ count: number, isLiked: boolean }} known @param {(isLiked: boolean) => Promise<LikeAnswer>} send */
  constructor(known, send) {
    this.#settled = known;
    this.#wanted = known.isLiked;
    this.#send = send;
  }

  get isLiked() {
    return this.#wanted;
  }

  get count() {
    return this.#settled.count + Number(this.#wanted) - Number(this.#settled.isLiked);
  }

  async toggle() {
    this.#wanted = !this.#wanted;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#wanted !== this.#settled.isLiked) {
        const isLiked = this.#wanted;
        const { like_count } = await this.#send(isLiked);
        this.#settled = { count: like_count, isLiked };
      }
    } catch (error) {
      this.#wanted = this.#settled.isLiked;
      throw error;
    } finally {
      this.#isSending = false;
    }
  }
}
