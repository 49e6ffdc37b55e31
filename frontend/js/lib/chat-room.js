/**
 * One chat room, kept up to date: history by REST, then the socket; own lines are sent until they are acknowledged.
 *
 *     const room = new ChatRoom("lobby", this.signal);
 *     room.addEventListener("change", …);                      // whatever is shown of it has changed
 *     room.addEventListener("typing", …);                      // room.typists.words has
 *     room.addEventListener("trouble", ({ detail }) => …);     // a sentence: why a line stays, or goes out later
 *     room.addEventListener("refusal", ({ detail }) => …);     // a sentence from the server that concerns no line
 *     room.addEventListener("return", …);                      // back after a while: the list of rooms may have changed
 *     await room.load();                                       // the newest messages
 *     room.follow();                                           // from here on live, until the signal
 *     room.send("안녕!");   room.retry(id);   room.discard(id);   await room.loadOlder();
 *     room.type();                                             // one is writing
 */
import { api } from "./api.js";
import { ApiError } from "./api-error.js";
import { ChatLog } from "./chat-log.js";
import { outboxOf } from "./chat-outbox.js";
import { ChatSender } from "./chat-sender.js";
import { Typists } from "./chat-typing.js";
import { session } from "./session.js";
import { Socket } from "./socket.js";
import { storage } from "./storage.js";
import { newUuid } from "./uuid.js";

export const MESSAGES_PATH = "/chat/api/chat-messages/";
const TOKEN = "chat-token";
const STRANGER = "로그인이 끝난 것 같아요. 다시 로그인하면 쓴 말을 보낼게요.";
/** A message that overtook others is common for a moment; only a hole that stays is asked for. */
const HOLE_MS = 1_500;
const NEXT_ATTEMPT_MS = 8_000;
/** Wider holes are not filled: the room begins anew at its newest messages, older ones come by scrolling. */
const WIDEST_HOLE = 200;
const TYPING_MS = 3_000;
/** What happened in the meantime to lines that were here already is asked for after such an absence. */
const LONG_ABSENCE_MS = 30_000;
/** More lines than this make a phone slow; who is at the end needs the last of them only. */
const MAX_LINES = 400;
const KEPT_LINES = 150;

/**
 * @typedef {{ name: string, description: string, is_read_only: boolean, slow_seconds?: number }} Settings
 * @typedef {{ detail: string, contacts: { name: string, phone: string }[] }} Care
 */

export class ChatRoom extends EventTarget {
  name = "";
  /** @type {number | null} */
  present = null;
  /** @type {"connecting" | "open" | "waiting" | "closed"} */
  connection = "connecting";
  /** Why the last connection ended. @type {number | null} */
  closeCode = null;
  reachedStart = false;
  /** @type {Settings | null} */
  settings = null;
  /** Until then one may not speak (milliseconds). */
  mutedUntil = 0;
  /** Why one may not speak any more. @type {string | null} */
  ban = null;
  /** What the server has to say to a line that made it worry, by the line's `client_id`. @type {Map<string, Care>} */
  cares = new Map();
  typists = new Typists(() => this.dispatchEvent(new Event("typing")));
  #signal;
  #login = session.loginId;
  #outbox;
  #log;
  #socket;
  #sender;
  /** Between the server's "ready" and the end of the connection. */
  #isReady = false;
  /** Welcomed as somebody else than the account: what was written waits for a login. */
  #isStranger = false;
  #lostAt = 0;
  #typedAt = 0;
  #mending = 0;
  #isMending = false;
  #hasGap = false;
  #unmuting = 0;

  /** @param {string} slug @param {AbortSignal} signal */
  constructor(slug, signal) {
    super();
    this.slug = slug;
    this.#signal = signal;
    this.#outbox = outboxOf(slug);
    this.#log = new ChatLog(this.#outbox.read());
    this.#socket = new Socket({
      path: () => `/ws/chat/${encodeURIComponent(slug)}/?since=${this.#log.solidTo}`,
      hello: () => this.#hello(),
      signal,
    });
    this.#sender = new ChatSender({
      log: this.#log,
      // In another tab somebody else may have logged in: this page is about to go.
      send: (frame) => session.loginId === this.#login && this.#socket.send(frame),
      doubt: () => this.#socket.test(),
      changed: () => this.#changed(),
    });
    signal.addEventListener("abort", () => this.#stopTimers(), { once: true });
  }

  get messages() {
    return this.#log.messages;
  }

  get unsent() {
    return this.#log.unsent;
  }

  get isMuted() {
    return Date.now() < this.mutedUntil;
  }

  get maySpeak() {
    return this.ban === null && !this.isMuted && !this.settings?.is_read_only;
  }

  /** By which a guest is known to the API; a member is known by the login. @returns {Record<string, string>} */
  get headers() {
    const token = session.isLoggedIn ? null : storage.get(TOKEN);
    return token ? { "X-Chat-Token": token } : {};
  }

  async load() {
    const { results, previous } = await this.#fetch({});
    this.#log.restart(results);
    this.reachedStart = previous === null;
    this.#watchHole();
    this.#changed();
  }

  follow() {
    this.#socket.addEventListener("frame", (event) => this.#take(/** @type {CustomEvent} */ (event).detail));
    this.#socket.addEventListener("state", (event) => this.#heed(/** @type {CustomEvent} */ (event).detail));
    this.#socket.open();
  }

  /** The page before the first message, once at a time. */
  async loadOlder() {
    if (this.reachedStart) return;
    const { firstSeq } = this.#log;
    const { results, previous } = await this.#fetch({ before: firstSeq });
    if (this.#log.firstSeq !== firstSeq) return; // The room has begun anew meanwhile.
    this.#log.receive(results);
    this.reachedStart = previous === null;
    this.#changed();
  }

  /** Lets go of lines far above; they come again by scrolling. */
  trim() {
    const { messages } = this.#log;
    if (messages.length <= MAX_LINES) return;
    this.#log.dropBefore(messages[messages.length - KEPT_LINES].seq);
    this.reachedStart = false;
  }

  /** @param {Settings} settings */
  introduce(settings) {
    this.settings = settings;
    this.#changed();
  }

  /** @param {string} message */
  send(message) {
    this.#log.compose({ client_id: newUuid(), message });
    this.#typedAt = 0;
    this.#sender.pump();
    this.#changed();
  }

  /** The same line, by the same id: if it had arrived after all, it is not stored twice. @param {string} clientId */
  retry(clientId) {
    this.#log.renew(clientId);
    this.#socket.test();
    this.#sender.pump();
    this.#changed();
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.#log.discard(clientId);
    this.#sender.settle();
    this.#sender.pump();
    this.#changed();
  }

  /** @param {number} id */
  erase(id) {
    this.#log.erase(id);
    this.#changed();
  }

  /** @param {string} clientId */
  dismissCare(clientId) {
    this.cares.delete(clientId);
    this.#changed();
  }

  /** The others see it for some seconds, so it is told again as long as one goes on. */
  type() {
    const now = Date.now();
    if (!this.#isReady || !this.maySpeak || now - this.#typedAt < TYPING_MS) return;
    if (this.#socket.send({ type: "typing" })) this.#typedAt = now;
  }

  /** @param {{ state: ChatRoom["connection"], code?: number }} detail */
  #heed({ state, code }) {
    this.connection = state;
    if (code) this.closeCode = code;
    if (state === "waiting" || state === "closed") {
      if (this.#isReady) this.#lostAt = Date.now();
      this.#isReady = false;
      this.#sender.stop();
      this.typists.clear();
    }
    this.#changed();
  }

  /** @param {any} frame */
  #take(frame) {
    switch (frame.type) {
      case "welcome":
        this.name = frame.name;
        this.present = frame.present ?? this.present;
        this.mutedUntil = 0; // Told again right away if it still holds.
        this.settings = frame.room;
        this.#isStranger = session.isLoggedIn && !frame.is_member;
        if (!session.isLoggedIn && frame.token) storage.set(TOKEN, frame.token);
        break;
      case "unmuted":
        this.mutedUntil = 0;
        break;
      case "name":
        this.name = frame.name;
        break;
      case "ready":
        this.#isReady = true;
        this.closeCode = null;
        if (this.#isStranger) this.#tell("refusal", STRANGER);
        else this.#sender.start();
        this.#catchUp();
        break;
      case "message":
        this.#log.receive([frame]);
        this.#sender.settle();
        this.typists.remove(frame.author.name);
        this.#watchHole();
        break;
      case "gap":
        this.#hasGap = true;
        this.#mend();
        break;
      case "ack":
        this.#log.acknowledge(frame, this.name);
        this.#sender.settle();
        this.#watchHole();
        break;
      case "care":
        this.cares.set(frame.client_id, { detail: frame.detail, contacts: frame.contacts });
        break;
      case "deleted":
        this.#log.erase(frame.id);
        break;
      case "presence":
        this.present = frame.present;
        break;
      case "typing":
        this.typists.add(frame.name);
        return;
      case "room":
        this.settings = frame;
        break;
      case "error":
        this.#heedError(frame);
        break;
      default:
        return; // A pong, or something that a later server says.
    }
    this.#changed();
  }

  /** @param {{ code: string, detail: string, client_id?: string, retry_after?: number }} frame */
  #heedError(frame) {
    const { code, detail, client_id, retry_after } = frame;
    if (code === "muted") this.#beSilent(detail, retry_after);
    if (code === "read_only" && this.settings) this.settings = { ...this.settings, is_read_only: true };
    const line = client_id && this.#log.unsentLine(client_id);
    if (line) {
      this.#sender.refuse({ ...frame, client_id });
      this.#tell("trouble", line.error ?? "조금 뒤에 저절로 다시 보낼게요.");
    } else if (!client_id && code !== "muted") this.#tell("refusal", detail);
  }

  /** @param {string} detail @param {number} [seconds]  for good without */
  #beSilent(detail, seconds) {
    this.#sender.refuseAll(detail);
    if (seconds === undefined) {
      this.ban = detail;
      return;
    }
    this.mutedUntil = Date.now() + seconds * 1000;
    clearTimeout(this.#unmuting);
    this.#unmuting = setTimeout(() => this.#changed(), seconds * 1000);
  }

  /** Lines that were taken away in a long absence, and settings that were changed, are not told by the socket. */
  #catchUp() {
    const isBack = this.#lostAt > 0 && Date.now() - this.#lostAt > LONG_ABSENCE_MS;
    this.#lostAt = 0;
    if (!isBack) return;
    this.#tell("return");
    this.#quietly(async () => {
      this.#log.receive((await this.#fetch({})).results);
      this.#sender.settle();
      this.#watchHole();
    });
  }

  #watchHole() {
    if (this.#log.hole) this.#mendIn(HOLE_MS);
  }

  /** @param {number} wait */
  #mendIn(wait) {
    this.#mending ||= setTimeout(() => {
      this.#mending = 0;
      this.#mend();
    }, wait);
  }

  /** Fetches what is missing. */
  async #mend() {
    if (this.#isMending) return;
    this.#isMending = true;
    const isDone = await this.#quietly(async () => {
      if (this.#hasGap) await this.load();
      this.#hasGap = false;
      for (let { hole } = this.#log; hole; hole = this.#log.hole) await this.#fill(hole);
    });
    this.#isMending = false;
    if (!isDone) this.#mendIn(NEXT_ATTEMPT_MS);
  }

  /** @param {{ after: number, before: number }} hole */
  async #fill({ after, before }) {
    if (before - after > WIDEST_HOLE) await this.load();
    else this.#log.receive((await this.#fetch({ after })).results);
    // Still there: what nobody keeps any more fills nothing.
    const { hole } = this.#log;
    if (hole?.after === after) this.#log.dropBefore(hole.before);
  }

  /** Work that nobody waits for. @param {() => Promise<void>} work @returns {Promise<boolean>} whether it was done */
  async #quietly(work) {
    try {
      await work();
      this.#changed();
      return true;
    } catch (error) {
      if (this.#signal.aborted) return true;
      if (!(error instanceof ApiError)) throw error;
      return false;
    }
  }

  /**
   * @param {{ before?: number, after?: number }} range
   * @returns {Promise<{ results: import("./chat-log.js").Message[], previous: string | null }>}
   */
  #fetch(range) {
    const query = { room: this.slug, ...range };
    return api.get(MESSAGES_PATH, { query, headers: this.headers, signal: this.#signal });
  }

  /**
   * Who speaks: the account, or the guest of the last visit; a new guest gets a token with the welcome. A member whose
   * login can't be proved now does not speak as a guest instead.
   */
  async #hello() {
    const token = session.isLoggedIn ? await memberToken() : storage.get(TOKEN);
    if (session.loginId !== this.#login || (session.isLoggedIn && !token)) return undefined;
    return { type: "hello", ...(token && { token }) };
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #changed() {
    this.#outbox.write(this.unsent);
    this.dispatchEvent(new Event("change"));
  }

  #stopTimers() {
    clearTimeout(this.#mending);
    clearTimeout(this.#unmuting);
    this.#sender.stop();
    this.typists.clear();
  }
}

/** @returns {Promise<string | null>} */
async function memberToken() {
  try {
    return await session.access();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}
