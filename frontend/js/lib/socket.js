/**
 * The only module that opens sockets: one connection to the API that comes back by itself.
 *
 *     const socket = new Socket({
 *       path: () => `/ws/chat/lobby/?since=${lastSeq}`,          // asked again at each connection
 *       hello: async () => ({ type: "hello", token }),          // the first frame of each connection, or null
 *       signal: this.signal,                                     // closes it for good
 *     });
 *     socket.addEventListener("frame", ({ detail }) => …);       // a parsed JSON frame
 *     socket.addEventListener("state", ({ detail }) => …);       // { state: "connecting"|"open"|"waiting"|"closed", code }
 *     socket.open();
 *     socket.send({ type: "typing" });                           // false when not connected: keep it and send it later
 */
import { API_ORIGIN } from "../../config.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const PING_MS = 25_000;
/** Malformed, forbidden, no such room: coming back would not help. */
const FINAL_CODES = new Set([4400, 4403, 4404]);

/**
 * @typedef {object} SocketOptions
 * @property {() => string} path
 * @property {() => Promise<object | null>} hello
 * @property {AbortSignal} signal
 */

export class Socket extends EventTarget {
  #options;
  /** @type {WebSocket | null} */
  #connection = null;
  #failures = 0;
  #wake = 0;
  #ping = 0;
  #heard = false;

  /** @param {SocketOptions} options */
  constructor(options) {
    super();
    this.#options = options;
  }

  open() {
    const { signal } = this.#options;
    if (signal.aborted) return;
    signal.addEventListener("abort", () => this.#stop(1000), { once: true });
    addEventListener("online", () => this.#hurry(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry(), { signal });
    this.#connect();
  }

  /** @param {object} frame @returns {boolean} whether it went out */
  send(frame) {
    if (this.#connection?.readyState !== WebSocket.OPEN) return false;
    this.#connection.send(JSON.stringify(frame));
    return true;
  }

  async #connect() {
    this.#wake = 0;
    this.#tell("connecting");
    // Before the connection: a server waits for its first frame only shortly, a token may take a request.
    const hello = await this.#options.hello();
    if (this.#options.signal.aborted) return;
    const connection = new WebSocket(new URL(this.#options.path(), API_ORIGIN.replace(/^http/, "ws")));
    this.#connection = connection;
    this.#heard = true; // One that never answers the handshake is given up by the same beat.
    this.#ping = setInterval(() => this.#beat(), PING_MS);
    connection.addEventListener("open", () => {
      if (connection !== this.#connection) return;
      if (hello) this.send(hello);
      this.#tell("open");
    });
    connection.addEventListener("message", ({ data }) => {
      if (connection !== this.#connection) return;
      this.#heard = true;
      const frame = JSON.parse(data);
      // Not at "open" already, nor by a refusal: a server that drops at once must not be hammered.
      if (frame.type !== "error") this.#failures = 0;
      this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
    });
    connection.addEventListener("close", ({ code }) => {
      if (connection === this.#connection) this.#lost(code);
    });
  }

  /** A server that has said nothing since the last ping is gone, even if no close ever comes: a phone changed networks. */
  #beat() {
    if (this.#heard) {
      this.#heard = false;
      this.send({ type: "ping" });
      return;
    }
    const silent = this.#connection;
    this.#lost(1006);
    silent?.close();
  }

  /** @param {number} code */
  #lost(code) {
    clearInterval(this.#ping);
    this.#connection = null;
    if (FINAL_CODES.has(code)) return this.#tell("closed", code);
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    // Half of it by chance: a restarted server is not met by everybody in the same second.
    this.#wake = setTimeout(() => this.#connect(), longest * (0.5 + Math.random() / 2));
    this.#tell("waiting", code);
  }

  /** The network or the person is back: no reason to wait any longer. */
  #hurry() {
    if (this.#connection || !this.#wake) return;
    clearTimeout(this.#wake);
    this.#connect();
  }

  /** @param {number} code */
  #stop(code) {
    clearTimeout(this.#wake);
    clearInterval(this.#ping);
    const connection = this.#connection;
    this.#connection = null;
    connection?.close(code);
  }

  /** @param {"connecting" | "open" | "waiting" | "closed"} state @param {number} [code] */
  #tell(state, code) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, code } }));
  }
}
