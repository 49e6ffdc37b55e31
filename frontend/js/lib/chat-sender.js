/**
 * The way out of one's own lines: in the order in which they were written, one after the other. The next one leaves when
 * the server has the one before it, so that none is overtaken, whatever is refused, put off or lost on the way.
 *
 *     const sender = new ChatSender({ log, send, doubt, changed });
 *     sender.start();                  // the connection is ready: whatever was not acknowledged goes out again
 *     sender.pump();                   // there is a new line, or one that may go out again
 *     sender.settle();                 // the log has changed: a line may be stored
 *     sender.refuse(errorFrame);       // the server's answer to a line
 *     sender.refuseAll(sentence);      // nothing more goes out by itself
 *     sender.stop();                   // the connection is gone
 */

const ACK_MS = 6_000;
/** On one connection; the next one begins anew. */
const MAX_UNANSWERED = 4;
const MAX_DELAYS = 5;
/** Who has to wait longer than this decides anew. */
const LONGEST_DELAY_S = 5 * 60;
const FIRST_BACKOFF_S = 2;
/** After such a time nobody expects a line to go out by itself: the talk has gone on, or it is another day. */
const STALE_MS = 30 * 60_000;

export const UNANSWERED = "서버가 답하지 않았어요.";
export const STALE = "쓴 지 오래돼서 아직 보내지 않았어요.";

/**
 * @typedef {object} Way
 * @property {import("./chat-log.js").ChatLog} log
 * @property {(frame: object) => boolean} send  whether it went out
 * @property {() => void} doubt  the server does not answer: is it still there?
 * @property {() => void} changed
 *
 * @typedef {{ code: string, detail: string, client_id: string, retry_after?: number, found?: import("./chat-log.js").Span }} Refusal
 */

export class ChatSender {
  #way;
  #isReady = false;
  /** The line that the server has not answered yet. @type {string | null} */
  #underway = null;
  /** To the end of somebody's patience: with the server, or the server's with the line. */
  #timer = 0;
  #unanswered = 0;

  /** @param {Way} way */
  constructor(way) {
    this.#way = way;
  }

  start() {
    this.stop();
    this.#isReady = true;
    this.#unanswered = 0;
    this.pump();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#isReady = false;
    this.#underway = null;
  }

  pump() {
    if (!this.#isReady || this.#underway !== null) return;
    clearTimeout(this.#timer);
    const line = this.#nextLine();
    if (!line) return;
    const wait = line.until - Date.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#wake(), wait);
    else this.#transmit(line);
  }

  #wake() {
    this.pump();
    this.#way.changed();
  }

  settle() {
    if (this.#underway !== null && this.#way.log.unsentLine(this.#underway)) return;
    this.#release();
    this.pump(); // Also past a line that was put off and is known to be stored by now.
  }

  /** @param {Refusal} refusal */
  refuse({ code, detail, client_id, retry_after, found }) {
    const { log } = this.#way;
    const line = log.unsentLine(client_id);
    if (!line) return;
    if (this.#underway === client_id) this.#release();
    const delay = retry_after ?? FIRST_BACKOFF_S * 2 ** line.delays;
    const isPutOff = code === "rate_limited" || code === "unavailable";
    if (isPutOff && line.delays < MAX_DELAYS && delay <= LONGEST_DELAY_S) {
      // A little by chance: those who were refused in the same moment don't come back in the same one.
      line.until = Date.now() + (delay + Math.random() / 2) * 1000;
      line.delays += 1;
      line.isLate = false;
    } else {
      log.refuse(client_id, detail, { isFinal: isAboutWords(code), found: found ?? null });
    }
    this.pump();
  }

  /** @param {string} sentence */
  refuseAll(sentence) {
    const { log } = this.#way;
    this.#release();
    for (const { client_id, error } of log.unsent) if (error === null) log.refuse(client_id, sentence);
  }

  /** The oldest that goes out by itself. */
  #nextLine() {
    const { log } = this.#way;
    const now = Date.now();
    const waiting = () => log.unsent.find(({ error }) => error === null);
    let line = waiting();
    while (line && now - Math.max(line.writtenAt, line.until) > STALE_MS) {
      log.refuse(line.client_id, STALE);
      this.#way.changed();
      line = waiting();
    }
    return line;
  }

  /** Without a connection it stays, and goes out on the next one. @param {import("./chat-log.js").Unsent} line */
  #transmit(line) {
    const { client_id, message } = line;
    if (!this.#way.send({ type: "send", client_id, message })) return;
    this.#underway = client_id;
    this.#timer = setTimeout(() => this.#miss(line), ACK_MS);
  }

  /** No answer: sent again by the same id, it is stored once all the same. @param {import("./chat-log.js").Unsent} line */
  #miss(line) {
    const { log, doubt, changed } = this.#way;
    this.#underway = null;
    this.#unanswered += 1;
    if (this.#unanswered < MAX_UNANSWERED) line.isLate = true;
    else log.refuse(line.client_id, UNANSWERED);
    doubt();
    this.pump();
    changed();
  }

  #release() {
    clearTimeout(this.#timer);
    this.#underway = null;
    this.#unanswered = 0;
  }
}

/** @param {string} code */
const isAboutWords = (code) => code === "invalid" || code === "too_long";
