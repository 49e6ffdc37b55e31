/** Live chat: the rooms, one room's conversation, and a line of one's own. No account is needed. */
import { act } from "../components/chat-acts.js";
import "../components/chat-log.js";
import "../components/icon.js";
import "../components/message-composer.js";
import { toast } from "../components/toast.js";
import { api, isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { ChatRoom } from "../lib/chat-room.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { setTitle } from "../lib/router.js";
import { session } from "../lib/session.js";
import { bannerOf, people, silence, slowMode, tabs } from "./chat-parts.js";

const DEFAULT_ROOM = "lobby";
const LINE_LIMIT = 500;

/** @param {string} slug */
const footer = (slug) => html`<div class="self"><p class="own-name"></p><p class="slow"></p></div>
  <div class="silence" role="status"></div>
  <st-message-composer label="메시지" placeholder="메시지 쓰기" limit="${LINE_LIMIT}" draft="chat/${slug}"></st-message-composer>`;

class StChatPage extends StPage {
  #isDrawing = false;
  #isLoadingOlder = false;
  #wasConnected = false;
  #wasSilent = false;
  #isThere = true;
  /** What stands in each place: what stays the same is not written, and so not spoken, again. @type {Map<Element, string>} */
  #written = new Map();

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
        <p class="typing" aria-live="off"></p>
      </div>
      <footer>${footer(room.slug)}</footer>`);
    this.find("st-message-composer").busy = true; // Until there is a place for what is sent.
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
    listen(room, "typing", () => this.#write(".typing", html`${room.typists.words}`));
    listen(room, "trouble", (sentence) => this.#log?.say(sentence));
    listen(room, "refusal", (sentence) => toast(sentence, "error"));
    listen(room, "return", () => this.#showRooms(room));
    listen(this, "st-message-composer:send", ({ text }) => {
      this.#log?.toEnd(); // Where the line will appear.
      room.send(text);
    });
    listen(this, "st-message-composer:typing", () => room.type());
    listen(this, "st-chat-log:retry", ({ clientId }) => room.retry(clientId));
    listen(this, "st-chat-log:discard", ({ clientId }) => room.discard(clientId));
    listen(this, "st-chat-log:rewrite", ({ clientId }) => this.#rewrite(room, clientId));
    listen(this, "st-chat-log:dismiss", ({ clientId }) => room.dismissCare(clientId));
    listen(this, "st-chat-log:older", () => this.#loadOlder(room));
    listen(this, "st-chat-menu:choose", ({ what, message }) => act(what, message, room));
  }

  /** @param {ChatRoom} room */
  #open(room) {
    return loadInto(this.find(".content"), {
      load: () => room.load(),
      show: () => html`<st-chat-log></st-chat-log>`,
      shown: () => {
        this.find("st-message-composer").busy = false;
        this.#offerStaffMore();
        this.#draw(room);
        room.follow();
      },
      signal: this.signal,
    });
  }

  async #offerStaffMore() {
    const profile = await session.profile().catch(() => null); // Whoever else shows it asks again.
    if (this.#log && profile?.is_staff) this.#log.isStaff = true;
  }

  /** @param {ChatRoom} room */
  async #showRooms(room) {
    try {
      const { results } = await api.get("/chat/rooms/", { signal: this.signal });
      render(this.find("nav"), tabs(results, room.slug));
      const here = results.find(
        (/** @type {import("./chat-parts.js").Room} */ { slug }) => slug === room.slug,
      );
      this.#isThere = here !== undefined;
      if (here) {
        room.introduce(here);
        this.find("nav [aria-current]").scrollIntoView({ block: "nearest", inline: "nearest" });
      }
      this.#draw(room);
    } catch (error) {
      // The conversation goes on without the list of rooms.
      if (!(error instanceof ApiError) && !isAbort(error)) throw error;
    }
  }

  /** Hundreds of frames may come at once: drawn once for all of them. @param {ChatRoom} room */
  #draw(room) {
    if (this.#log?.isAtEnd) room.trim(); // Before it is drawn: a tab in the background never is.
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      if (this.signal.aborted) return;
      this.#log?.show(room);
      this.#introduce(room);
      this.#showPeople(room);
      this.#showConnection(room);
      this.#showFooter(room);
    });
  }

  /** @param {ChatRoom} room */
  #introduce({ settings }) {
    if (!settings) return;
    const { name, description } = settings;
    if (this.#write("h1", html`${name}`)) setTitle(`${name} · 실시간 채팅`);
    this.#write(".about", html`${description}`);
    this.#write("nav [aria-current] .name", html`${name}`);
  }

  /** @param {ChatRoom} room */
  #showPeople({ slug, present }) {
    const chip = this.querySelector(`[data-room="${CSS.escape(slug)}"]`);
    if (!(chip instanceof HTMLElement) || present === null) return;
    chip.hidden = present === 0;
    render(chip, people(present));
  }

  /** @param {ChatRoom} room */
  #showConnection(room) {
    this.#wasConnected ||= room.connection === "open";
    const { words, isCalm } = bannerOf(room, this.#wasConnected);
    const banner = this.find(".connection");
    banner.hidden = words === "";
    banner.classList.toggle("is-calm", isCalm);
    this.#write(".connection", html`${words}`);
  }

  /** @param {ChatRoom} room */
  #showFooter(room) {
    const { name, maySpeak } = room;
    const isSilent = !this.#isThere || !maySpeak;
    const composer = this.find("st-message-composer");
    if (isSilent && composer.contains(document.activeElement)) this.#log?.focus();
    composer.hidden = isSilent;
    this.find(".self").hidden = isSilent;
    this.#write(".silence", silence(room, this.#isThere));
    this.#write(".slow", slowMode(room));
    if (name) this.#write(".own-name", html`<strong>${name}</strong> 이름으로 말해요`);
    if (this.#wasSilent && !isSilent) this.#log?.say("이제 말할 수 있어요.");
    this.#wasSilent = isSilent;
  }

  /** @param {string} place @param {import("../lib/html.js").Html} markup @returns {boolean} whether it was something new */
  #write(place, markup) {
    const element = this.querySelector(place);
    if (!element || this.#written.get(element) === markup.text) return false;
    this.#written.set(element, markup.text);
    render(element, markup);
    return true;
  }

  /** @param {ChatRoom} room @param {string} clientId */
  #rewrite(room, clientId) {
    const line = room.unsent.find(({ client_id }) => client_id === clientId);
    if (!line) return;
    room.discard(clientId);
    const end = [...line.message].length;
    this.find("st-message-composer").edit(line.message, line.found?.start ?? end, line.found?.end ?? end);
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
