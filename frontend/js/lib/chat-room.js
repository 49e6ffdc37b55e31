/**
 * One chat room, kept up to date: history by REST, then the socket; own lines are sent until they are acknowledged.
 *
 *     const room = new ChatRoom("lobby", this.signal);
 *     room.addEventListener("change", …);                      // log, name, present or connection changed
 *     room.addEventListener("notice", ({ detail }) => …);      // a sentence from the server that concerns no line
 *     await room.load();                                       // the newest messages
 *     room.follow();                                           // from here on live, until the signal
 *     room.send("안녕!");   room.retry(id);   room.discard(id);   await room.loadOlder();
 */
import { api } from "./api.js";
import { ApiError } from "./api-error.js";
import { ChatLog } from "./chat-log.js";
import { outboxOf } from "./chat-outbox.js";
import { session } from "./session.js";
import { Socket } from "./socket.js";
import { storage } from "./storage.js";
import { newUuid } from "./uuid.js";

const PATH = "/chat/api/chat-messages/";
const TOKEN = "chat-token";
const ACK_MS = 10_000;
/** A message that overtook others is common for a moment; only a hole that stays is asked for. */
const HOLE_MS = 1_500;
/** Wider holes are not filled: the room begins anew at its newest messages, older ones come by scrolling. */
const WIDEST_HOLE = 200;
const UNANSWERED = "서버가 답하지 않았어요.";

/** @typedef {import("./chat-log.js").Unsent} Unsent */

export class ChatRoom extends EventTarget {
  name = "";
  /** @type {number | null} */
  present = null;
  /** @type {"connecting" | "open" | "waiting" | "closed"} */
  connection = "connecting";
  reachedStart = false;
  #signal;
  #outbox;
  #log;
  #socket;
  /** Between the server's "ready" and the end of the connection. */
  #isReady = false;
  /** @type {Map<string, number>} */
  #waiting = new Map();
  #mending = 0;

  /** @param {string} slug @param {AbortSignal} signal */
  constructor(slug, signal) {
    super();
    this.slug = slug;
    this.#signal = signal;
    this.#outbox = outboxOf(slug);
    this.#log = new ChatLog(this.#outbox.read());
    this.#socket = new Socket({
      path: () => `/ws/chat/${encodeURIComponent(slug)}/?since=${this.#log.solidTo}`,
      hello,
      signal,
    });
    signal.addEventListener("abort", () => this.#stopTimers(), { once: true });
  }

  get messages() {
    return this.#log.messages;
  }

  get unsent() {
    return this.#log.unsent;
  }

  async load() {
    const newest = await this.#fetch({});
    this.#log.restart(newest);
    this.reachedStart = this.#log.firstSeq <= 1;
    this.#changed();
  }

  follow() {
    this.#socket.addEventListener("frame", (event) => this.#take(/** @type {CustomEvent} */ (event).detail));
    this.#socket.addEventListener("state", (event) => {
      this.connection = /** @type {CustomEvent} */ (event).detail.state;
      if (this.connection !== "open") this.#isReady = false;
      this.#changed();
    });
    this.#socket.open();
  }

  /** The page before the first message, once at a time. */
  async loadOlder() {
    if (this.reachedStart) return;
    const older = await this.#fetch({ before: this.#log.firstSeq });
    this.#log.receive(older);
    this.reachedStart = older.length === 0 || this.#log.firstSeq <= 1;
    this.#changed();
  }

  /** @param {string} message */
  send(message) {
    this.#transmit(this.#log.compose({ client_id: newUuid(), message }));
    this.#changed();
  }

  /** The same line, by the same id: if it had arrived after all, it is not stored twice. @param {string} clientId */
  retry(clientId) {
    const line = this.#log.unsentLine(clientId);
    if (!line) return;
    line.error = null;
    this.#transmit(line);
    this.#changed();
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.#settle(clientId);
    this.#log.discard(clientId);
    this.#changed();
  }

  /** @param {any} frame */
  #take(frame) {
    switch (frame.type) {
      case "welcome":
        this.name = frame.name;
        this.present = frame.present ?? this.present;
        if (!session.isLoggedIn && frame.token) storage.set(TOKEN, frame.token);
        break;
      case "ready":
        this.#isReady = true;
        for (const line of this.unsent) if (line.error === null) this.#transmit(line);
        break;
      case "message":
        this.#log.receive([frame]);
        this.#watchHole();
        break;
      case "gap":
        this.#mend();
        break;
      case "ack":
        this.#settle(frame.client_id);
        this.#log.acknowledge(frame, this.name);
        this.#watchHole();
        break;
      case "deleted":
        this.#log.erase(frame.id);
        break;
      case "presence":
        this.present = frame.present;
        break;
      case "error":
        this.#refused(frame);
        break;
      default:
        return; // A pong, or something that a later server says.
    }
    this.#changed();
  }

  /** @param {{ detail: string, client_id?: string }} frame */
  #refused({ detail, client_id }) {
    if (!client_id) this.dispatchEvent(new CustomEvent("notice", { detail }));
    else this.#fail(client_id, detail);
  }

  /** Without a connection it stays, and goes out at the next "ready". @param {Unsent} line */
  #transmit({ client_id, message }) {
    if (!this.#isReady || !this.#socket.send({ type: "send", client_id, message })) return;
    this.#settle(client_id);
    this.#waiting.set(
      client_id,
      setTimeout(() => {
        this.#fail(client_id, UNANSWERED);
        this.#changed();
      }, ACK_MS),
    );
  }

  /** @param {string} clientId @param {string} error */
  #fail(clientId, error) {
    this.#settle(clientId);
    this.#log.refuse(clientId, error);
  }

  /** @param {string} clientId */
  #settle(clientId) {
    clearTimeout(this.#waiting.get(clientId));
    this.#waiting.delete(clientId);
  }

  #watchHole() {
    if (!this.#log.hole || this.#mending) return;
    this.#mending = setTimeout(() => {
      this.#mending = 0;
      if (this.#log.hole) this.#mend();
    }, HOLE_MS);
  }

  /** Fetches what is missing. If that fails too, the next message or connection tries again. */
  async #mend() {
    try {
      let { hole } = this.#log;
      if (!hole || hole.before - hole.after > WIDEST_HOLE) return await this.load();
      while (hole) {
        const found = this.#log.receive(await this.#fetch({ after: hole.after }));
        if (found.length === 0) return;
        ({ hole } = this.#log);
      }
      this.#changed();
    } catch (error) {
      if (!(error instanceof ApiError) && !this.#signal.aborted) throw error;
    }
  }

  /** @param {{ before?: number, after?: number }} range @returns {Promise<import("./chat-log.js").Message[]>} */
  async #fetch(range) {
    const token = session.isLoggedIn ? null : storage.get(TOKEN);
    const { results } = await api.get(PATH, {
      query: { room: this.slug, ...range },
      headers: token ? { "X-Chat-Token": token } : {},
      signal: this.#signal,
    });
    return results;
  }

  #changed() {
    this.#outbox.write(this.unsent);
    this.dispatchEvent(new Event("change"));
  }

  #stopTimers() {
    clearTimeout(this.#mending);
    for (const timer of this.#waiting.values()) clearTimeout(timer);
  }
}

/** Who speaks: the account, or the guest of the last visit; a new guest gets a token with the welcome. */
async function hello() {
  const token = session.isLoggedIn ? await session.access().catch(() => null) : storage.get(TOKEN);
  return { type: "hello", ...(token && { token }) };
}
