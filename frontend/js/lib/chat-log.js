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
 * @property {boolean} [has_links]  addresses in it may be links; unknown of an own line that was only acknowledged
 * @property {boolean} [needs_care]  told to staff: it suggests self-harm
 */

/**
 * @typedef {object} Unsent
 * @property {string} client_id
 * @property {string} message
 * @property {number} writtenAt  milliseconds
 * @property {number} until  not before then (milliseconds), for the server asked to wait; 0: as soon as it can
 * @property {number} delays  how often the server has asked to wait
 * @property {boolean} isLate  on its way for longer than usual
 * @property {string | null} error  why it stays until its writer decides; null as long as it goes out by itself
 * @property {boolean} isFinal  the same words would be refused again
 * @property {Span | null} found  what must not be in it
 *
 * @typedef {{ start: number, end: number }} Span  in Unicode characters (code points)
 */

/** @param {Pick<Unsent, "client_id" | "message"> & Partial<Unsent>} known @returns {Unsent} */
export const unsentLine = ({ client_id, message, ...known }) => ({
  client_id,
  message,
  writtenAt: known.writtenAt ?? Date.now(),
  until: known.until ?? 0,
  delays: known.delays ?? 0,
  isLate: false,
  error: known.error ?? null,
  isFinal: known.isFinal ?? false,
  found: known.found ?? null,
});

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

  /** What lies before a hole that nothing fills: by now it is too old to be kept anywhere. @param {number} seq */
  dropBefore(seq) {
    this.messages = this.messages.filter((message) => message.seq >= seq);
  }

  /** @param {{ client_id: string, message: string }} line */
  compose(line) {
    this.unsent.push(unsentLine(line));
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

  /** It stays until its writer decides. @param {string} clientId @param {string} error @param {Partial<Unsent>} [more] */
  refuse(clientId, error, more) {
    const line = this.unsentLine(clientId);
    if (line) Object.assign(line, { error, isLate: false, until: 0, ...more });
  }

  /** It goes out once more, as if it had just been written. @param {string} clientId */
  renew(clientId) {
    const line = this.unsentLine(clientId);
    if (line) Object.assign(line, unsentLine({ client_id: clientId, message: line.message }));
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
    const known = this.messages[at];
    if (known?.seq === message.seq) {
      // What is told again may have been taken away since, or tells more than the ack did.
      if (message.is_deleted) this.erase(message.id);
      else if (known.has_links === undefined) this.messages[at] = { ...message, is_mine: known.is_mine };
      return false;
    }
    this.messages.splice(at + 1, 0, isOwn ? { ...message, is_mine: true } : message);
    return true;
  }
}
