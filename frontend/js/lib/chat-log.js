/**
 * What is known of one chat room: the stored messages in the order of `seq`, each once, and the own lines that the
 * server has not confirmed yet. Knows neither the network nor the document.
 *
 *     const log = new ChatLog();
 *     log.receive(page.results);                    // however often and in whatever order they come
 *     log.compose({ client_id, message });          // an own line, on its way
 *     log.acknowledge(frame, "고요한 수달 7");        // it is stored: now a message like the others
 *     log.hole;                                     // { after, before } where something is missing, or null
 *     log.solidTo;                                  // the `seq` up to which nothing is missing: a reconnect's `since`
 */

/**
 * @typedef {object} Message
 * @property {number} id
 * @property {number} seq
 * @property {string} message
 * @property {{ name: string }} author
 * @property {boolean} is_mine
 * @property {string | null} client_id
 * @property {string} timestamp
 * @property {boolean} is_deleted
 */

/**
 * @typedef {object} Unsent
 * @property {string} client_id
 * @property {string} message
 * @property {string | null} error  why it was not sent; null while it is on its way
 */

export class ChatLog {
  /** @type {Message[]} */
  messages = [];
  /** @type {Unsent[]} */
  unsent;

  /** @param {Unsent[]} [unsent]  lines of before a reload */
  constructor(unsent = []) {
    this.unsent = unsent;
  }

  get firstSeq() {
    return this.messages[0]?.seq ?? 0;
  }

  get hole() {
    const { messages } = this;
    const last = messages.at(-1);
    if (!last || last.seq - this.firstSeq + 1 === messages.length) return null;
    const at = messages.findIndex(({ seq }, index) => index > 0 && seq > messages[index - 1].seq + 1);
    return { after: messages[at - 1].seq, before: messages[at].seq };
  }

  get solidTo() {
    return this.hole?.after ?? this.messages.at(-1)?.seq ?? 0;
  }

  /** @param {Message[]} incoming @returns {Message[]} those that were new */
  receive(incoming) {
    return incoming.filter((message) => this.#insert(message));
  }

  /** Begins anew at a later place, when too much lies between. @param {Message[]} newest */
  restart(newest) {
    const from = newest[0]?.seq ?? 0;
    this.messages = this.messages.filter(({ seq }) => seq >= from);
    this.receive(newest);
  }

  /** @param {{ client_id: string, message: string }} line */
  compose({ client_id, message }) {
    const line = { client_id, message, error: null };
    this.unsent.push(line);
    return line;
  }

  /** @param {string} clientId */
  unsentLine(clientId) {
    return this.unsent.find(({ client_id }) => client_id === clientId);
  }

  /**
   * The line is stored. Its message may have come before; then there is nothing left to do.
   * @param {{ client_id: string, id: number, seq: number, timestamp: string }} ack @param {string} name
   */
  acknowledge({ client_id, id, seq, timestamp }, name) {
    const line = this.unsentLine(client_id);
    if (!line) return;
    const { message } = line;
    this.#insert({
      id,
      seq,
      message,
      author: { name },
      is_mine: true,
      client_id,
      timestamp,
      is_deleted: false,
    });
  }

  /** @param {string} clientId @param {string} error */
  refuse(clientId, error) {
    const line = this.unsentLine(clientId);
    if (line) line.error = error;
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.unsent = this.unsent.filter(({ client_id }) => client_id !== clientId);
  }

  /** A moderator took it away: the place stays, the words go. @param {number} id */
  erase(id) {
    this.messages = this.messages.map((one) =>
      one.id === id ? { ...one, message: "", is_deleted: true } : one,
    );
  }

  /** @param {Message} message @returns {boolean} whether it was new */
  #insert(message) {
    const isOwn = message.client_id !== null && this.unsentLine(message.client_id) !== undefined;
    if (isOwn && message.client_id) this.discard(message.client_id);
    const at = this.messages.findLastIndex(({ seq }) => seq <= message.seq);
    if (this.messages[at]?.seq === message.seq) {
      // What is told again may have been taken away since.
      if (message.is_deleted) this.erase(message.id);
      return false;
    }
    this.messages.splice(at + 1, 0, isOwn ? { ...message, is_mine: true } : message);
    return true;
  }
}
