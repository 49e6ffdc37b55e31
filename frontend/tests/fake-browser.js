/**
 * What of a browser the modules without a document need: storage, sockets that a test answers, and the events of the
 * window and the network. Imported before the module under test, which looks for them when it is loaded.
 */

/** Stored texts, as both storages keep them. @type {Map<string, string>} */
export const stored = new Map();
const storage = {
  getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => stored.set(key, value),
  removeItem: (/** @type {string} */ key) => stored.delete(key),
};

export class FakeWebSocket extends EventTarget {
  static OPEN = 1;
  /** In the order in which they were opened. @type {FakeWebSocket[]} */
  static all = [];
  readyState = 0;
  /** @type {any[]} */
  sent = [];

  constructor(/** @type {URL} */ url) {
    super();
    this.url = url;
    FakeWebSocket.all.push(this);
  }

  send(/** @type {string} */ text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  say(/** @type {object} */ frame) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  lose(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

export const lastSocket = () => /** @type {FakeWebSocket} */ (FakeWebSocket.all.at(-1));

export const fakeWindow = new EventTarget();
export const fakeDocument = Object.assign(new EventTarget(), { hidden: false });
export const fakeConnection = new EventTarget();

Object.assign(globalThis, {
  localStorage: storage,
  sessionStorage: storage,
  WebSocket: FakeWebSocket,
  document: fakeDocument,
  addEventListener: fakeWindow.addEventListener.bind(fakeWindow),
});
Object.defineProperty(globalThis, "navigator", {
  value: { onLine: true, connection: fakeConnection },
  configurable: true,
});
