/**
 * The only module that opens sockets: one connection to the API that comes back by itself.
 *
 *     const socket = new Socket({
 *       path: () => `/ws/chat/lobby/?since=${lastSeq}`,          // asked again at each connection
 *       hello: async () => ({ type: "hello", token }),          // the first frame of each connection; null: none
 *       signal: this.signal,                                     // closes it for good
 *     });
 *     socket.addEventListener("frame", ({ detail }) => …);       // a parsed JSON frame
 *     socket.addEventListener("state", ({ detail }) => …);       // { state: "connecting"|"open"|"waiting"|"closed", code }
 *     socket.open();
 *     socket.send({ type: "typing" });                           // false when not connected: keep it and send it later
 *     socket.test();                                             // is it still there? also: wait no longer for the next one
 */
import { API_ORIGIN } from "../../config.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const PING_MS = 25_000;
/** So long may an answer to a ping take, shorter when there is reason to doubt, and a handshake. */
const PONG_MS = 10_000;
const DOUBTED_PONG_MS = 4_000;
const HANDSHAKE_MS = 15_000;
const TICK_MS = 5_000;
/** A clock that ticks so late has been asleep, and the network with it. */
const ASLEEP_MS = 3 * TICK_MS;
/** Malformed, forbidden, no such room: coming back would not help. */
const FINAL_CODES = new Set([4400, 4403, 4404]);
const FLOOD = 4429;
/** After a restart: enough to start again, and for the clients not to come all at once. @type {Record<number, number>} */
const SHORTEST_WAITS_MS = { [FLOOD]: 60_000, 1012: 3_000 };

/**
 * @typedef {object} SocketOptions
 * @property {() => string} path
 * @property {() => Promise<object | null | undefined>} hello  undefined: who speaks can't be said now, try again later
 * @property {AbortSignal} signal
 */

export class Socket extends EventTarget {
  #options;
  /** @type {WebSocket | null} */
  #connection = null;
  #failures = 0;
  /** While no connection is there or being made: until the next attempt. */
  #wake = 0;
  #mayHurry = true;
  /** Until then the server has to say something. */
  #deadline = 0;
  #tickedAt = 0;
  #pingedAt = 0;

  /** @param {SocketOptions} options */
  constructor(options) {
    super();
    this.#options = options;
  }

  open() {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const test = () => this.test();
    addEventListener("online", test, { signal });
    document.addEventListener("visibilitychange", () => document.hidden || test(), { signal });
    // A phone that goes from the school's network to its own: the connection is gone, and nobody says so.
    networkOf(navigator)?.addEventListener("change", test, { signal });
    this.#tickedAt = Date.now();
    const clock = setInterval(() => this.#tick(), TICK_MS);
    signal.addEventListener(
      "abort",
      () => {
        clearInterval(clock);
        this.#stop();
      },
      { once: true },
    );
    this.#connect();
  }

  /** @param {object} frame @returns {boolean} whether it went out */
  send(frame) {
    if (this.#connection?.readyState !== WebSocket.OPEN) return false;
    this.#connection.send(JSON.stringify(frame));
    return true;
  }

  /** Finds out soon whether the connection still lives; where there is none, makes one now. */
  test() {
    if (this.#wake && this.#mayHurry) {
      clearTimeout(this.#wake);
      this.#connect();
    } else this.#ask(DOUBTED_PONG_MS);
  }

  async #connect() {
    this.#wake = 0;
    this.#tell("connecting");
    // Before the connection: a server waits for its first frame only shortly, a token may take a request.
    const hello = await this.#options.hello();
    if (this.#options.signal.aborted) return;
    if (hello === undefined) return this.#lost(1006);
    const connection = new WebSocket(new URL(this.#options.path(), API_ORIGIN.replace(/^http/, "ws")));
    this.#connection = connection;
    this.#expect(HANDSHAKE_MS);
    connection.addEventListener("open", () => {
      if (connection !== this.#connection) return;
      this.#heard();
      this.#pingedAt = Date.now();
      if (hello) this.send(hello);
      this.#tell("open");
    });
    connection.addEventListener("message", ({ data }) => {
      if (connection !== this.#connection) return;
      this.#heard();
      const frame = JSON.parse(data);
      // Not at "open" already, nor by a refusal: a server that drops at once must not be hammered.
      if (frame.type !== "error") this.#failures = 0;
      this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    });
    connection.addEventListener("close", ({ code }) => {
      if (connection === this.#connection) this.#lost(code);
    });
  }

  #tick() {
    const now = Date.now();
    const wasAsleep = now - this.#tickedAt > ASLEEP_MS;
    this.#tickedAt = now;
    if (wasAsleep) this.test();
    else if (now - this.#pingedAt >= PING_MS) this.#ask(PONG_MS);
  }

  /** @param {number} patience  milliseconds */
  #ask(patience) {
    if (this.#deadline || !this.send({ type: "ping" })) return;
    this.#pingedAt = Date.now();
    this.#expect(patience);
  }

  /** A server that stays silent is gone, even if no close ever comes. @param {number} patience  milliseconds */
  #expect(patience) {
    this.#deadline = setTimeout(() => {
      const silent = this.#connection;
      this.#lost(1006);
      silent?.close();
    }, patience);
  }

  #heard() {
    clearTimeout(this.#deadline);
    this.#deadline = 0;
  }

  /** @param {number} code */
  #lost(code) {
    this.#heard();
    this.#connection = null;
    if (FINAL_CODES.has(code)) return this.#tell("closed", code);
    this.#mayHurry = code !== FLOOD;
    const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    const longest = Math.max(backoff, SHORTEST_WAITS_MS[code] ?? 0);
    // Half of it by chance: a restarted server is not met by everybody in the same second.
    this.#wake = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
    this.#tell("waiting", code);
  }

  #stop() {
    clearTimeout(this.#wake);
    this.#heard();
    const connection = this.#connection;
    this.#connection = null;
    connection?.close(1000);
  }

  /** @param {"connecting" | "open" | "waiting" | "closed"} state @param {number} [code] */
  #tell(state, code) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, code } }));
  }
}

/** Some browsers tell when the way to the network changes. @param {Navigator & { connection?: EventTarget }} browser */
const networkOf = (browser) => browser.connection;
