/**
 * What is on or off, shows so at once, and is settled with the server behind: however fast one taps, one request is on
 * its way at a time, and the last wish wins.
 *
 *     const scrap = new OptimisticSwitch(post.is_scrapped, (isOn) => (isOn ? api.put(path) : api.delete(path)));
 *     const settled = scrap.toggle();   // scrap.isOn has changed already
 *     await settled;                    // now it is the server's; rejects after it was rolled back
 */
export class OptimisticSwitch {
  #settled;
  #wanted;
  #send;
  #isSending = false;

  /** @param {boolean} isOn  as the server says @param {(isOn: boolean) => Promise<unknown>} send */
  constructor(isOn, send) {
    this.#settled = isOn;
    this.#wanted = isOn;
    this.#send = send;
  }

  get isOn() {
    return this.#wanted;
  }

  async toggle() {
    this.#wanted = !this.#wanted;
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      while (this.#wanted !== this.#settled) {
        const isOn = this.#wanted;
        await this.#send(isOn);
        this.#settled = isOn;
      }
    } catch (error) {
      this.#wanted = this.#settled;
      throw error;
    } finally {
      this.#isSending = false;
    }
  }
}
