/** Live chat: the rooms, one room's conversation, and a line of one's own. No account is needed. */
import "../components/chat-log.js";
import "../components/icon.js";
import "../components/message-composer.js";
import { toast } from "../components/toast.js";
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { ChatRoom } from "../lib/chat-room.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { shortCount } from "../lib/korean.js";
import { loadInto } from "../lib/loader.js";
import { setTitle } from "../lib/router.js";

const DEFAULT_ROOM = "lobby";
const LINE_LIMIT = 500;
const LOST = "연결이 끊겨서 다시 연결하고 있어요. 쓴 말은 이어지면 바로 보낼게요.";
const SHUT = "이 방에 더는 연결할 수 없어요. 다른 방을 열어 주세요.";

const READ_ONLY = html`<p class="read-only">이 방은 읽기만 할 수 있어요.</p>`;
const NO_ROOM = html`<p class="read-only">그런 방은 없어요. <a href="/chat">로비로 가기</a></p>`;
const CURRENT = html`aria-current="page"`;

/** @typedef {{ slug: string, name: string, description: string, is_read_only: boolean, present: number }} Room */

/** @param {Room[]} rooms @param {string} current */
const tabs = (rooms, current) =>
  html`${rooms.map(
    ({ slug, name, present }) => html`<a href="/chat/${slug}" ${slug === current && CURRENT}>
      ${name}<span class="st-chip" data-room="${slug}" ?hidden="${present === 0}">${people(present)}</span>
    </a>`,
  )}`;

/** @param {number} present */
const people = (present) => html`<span class="visually-hidden">접속 중 </span>${shortCount(present)}`;

/** @param {string} slug */
const composer = (slug) => html`<p class="own-name"></p>
  <st-message-composer label="메시지" placeholder="메시지 쓰기" limit="${LINE_LIMIT}" draft="chat/${slug}"></st-message-composer>`;

class StChatPage extends StPage {
  #isDrawing = false;
  #isLoadingOlder = false;
  #wasConnected = false;

  connected() {
    const room = new ChatRoom(this.params.room ?? DEFAULT_ROOM, this.signal);
    this.render(html`<nav class="st-tabs" aria-label="채팅방"></nav>
      <header>
        <h1>실시간 채팅</h1>
        <p class="about"></p>
      </header>
      <div class="talk">
        <p class="connection" role="status" hidden></p>
        <div class="content"></div>
      </div>
      <footer>${composer(room.slug)}</footer>`);
    this.#listen(room);
    this.ready = Promise.all([this.#open(room), this.#showRooms(room)]);
  }

  /** @param {ChatRoom} room */
  #listen(room) {
    /** @param {EventTarget} source @param {string} type @param {(detail: any) => void} act */
    const listen = (source, type, act) =>
      source.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail), {
        signal: this.signal,
      });
    listen(room, "change", () => this.#draw(room));
    listen(room, "notice", (sentence) => toast(sentence, "error"));
    listen(this, "st-message-composer:send", ({ text }) => {
      this.#log?.toEnd(); // Where the line will appear.
      room.send(text);
    });
    listen(this, "st-chat-log:retry", ({ clientId }) => room.retry(clientId));
    listen(this, "st-chat-log:discard", ({ clientId }) => room.discard(clientId));
    listen(this, "st-chat-log:older", () => this.#loadOlder(room));
  }

  /** @param {ChatRoom} room */
  #open(room) {
    return loadInto(this.find(".content"), {
      load: () => room.load(),
      show: () => html`<st-chat-log></st-chat-log>`,
      shown: () => {
        this.#draw(room);
        room.follow();
      },
      signal: this.signal,
    });
  }

  /** @param {ChatRoom} room */
  async #showRooms(room) {
    try {
      const { results } = await api.get("/chat/rooms/", { signal: this.signal });
      render(this.find("nav"), tabs(results, room.slug));
      const here = results.find((/** @type {Room} */ { slug }) => slug === room.slug);
      if (here) this.#introduce(here);
      else render(this.find("footer"), NO_ROOM);
      this.#draw(room);
    } catch (error) {
      // The conversation goes on without the list of rooms.
      if (!(error instanceof ApiError) && !isAbort(error)) throw error;
    }
  }

  /** @param {Room} room */
  #introduce({ name, description, is_read_only }) {
    this.find("h1").textContent = name;
    this.find(".about").textContent = description;
    setTitle(`${name} · 실시간 채팅`);
    if (is_read_only) render(this.find("footer"), READ_ONLY);
    this.find("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Hundreds of frames may come at once: drawn once for all of them. @param {ChatRoom} room */
  #draw(room) {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      if (this.signal.aborted) return;
      this.#log?.show(room);
      this.#showPeople(room);
      this.#showConnection(room);
    });
  }

  /** @param {ChatRoom} room */
  #showPeople({ slug, name, present }) {
    const chip = this.querySelector(`[data-room="${CSS.escape(slug)}"]`);
    if (chip instanceof HTMLElement && present !== null) {
      chip.hidden = present === 0;
      render(chip, people(present));
    }
    const ownName = this.querySelector(".own-name");
    if (ownName && name) render(ownName, html`<strong>${name}</strong> 이름으로 말해요`);
  }

  /** @param {ChatRoom} room */
  #showConnection({ connection }) {
    this.#wasConnected ||= connection === "open";
    const isFirstTry = connection === "connecting" && !this.#wasConnected;
    const words = connection === "open" || isFirstTry ? "" : connection === "closed" ? SHUT : LOST;
    const banner = this.find(".connection");
    banner.hidden = words === "";
    if (banner.textContent !== words) banner.textContent = words;
  }

  /** @param {ChatRoom} room */
  async #loadOlder(room) {
    if (this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    try {
      await room.loadOlder();
    } catch (error) {
      if (error instanceof ApiError) toast(error.message, "error");
      else if (!isAbort(error)) throw error;
    } finally {
      this.#isLoadingOlder = false;
    }
  }

  /** There once the history is. @returns {import("../components/chat-log.js").StChatLog | null} */
  get #log() {
    return this.querySelector("st-chat-log");
  }
}

customElements.define("st-chat-page", StChatPage);
