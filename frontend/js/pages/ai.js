/** The AI tutor: examples, the saved talk, and a question. Everyone may write one; asking needs a login. */
import { confirmDialog } from "../components/dialog.js";
import "../components/icon.js";
import "../components/message-composer.js";
import { toast } from "../components/toast.js";
import { askedMarkup, turnMarkup } from "../components/turn-item.js";
import { isAbort } from "../lib/api.js";
import { ApiError } from "../lib/api-error.js";
import { copyText } from "../lib/clipboard.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { updateList } from "../lib/keyed-list.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import { TutorTalk } from "../lib/tutor-talk.js";
import { MODES } from "./ai-modes.js";

const PROMPT_LIMIT = 2_000;

const greeting = () => html`<section class="welcome">
  <span class="mark"><st-icon name="sparkle"></st-icon></span>
  <h2>${session.isLoggedIn ? "무엇이 궁금해요?" : "궁금한 걸 물어보면 바로 답해 줘요"}</h2>
  <p>${
    session.isLoggedIn
      ? "모르는 문제도, 입시 고민도, 면접 연습도 함께해요."
      : "질문은 지금 써도 돼요. 로그인하면 쓴 그대로 이어서 물어볼 수 있어요."
  }</p>
  <ul class="examples"></ul>
</section>`;

class StAiPage extends StPage {
  #choice = MODES[0];

  connected() {
    const talk = new TutorTalk(this.signal);
    this.render(html`<header class="split">
        <h1>AI 튜터</h1>
        <button class="st-button is-small is-plain" type="button" data-clear hidden>
          <st-icon name="trash"></st-icon>대화 지우기
        </button>
      </header>
      <div class="content"></div>
      <footer>
        <div class="modes" role="group" aria-label="질문 종류">
          ${MODES.map(({ label }, index) => html`<button class="st-chip" type="button" data-mode="${index}">${label}</button>`)}
        </div>
        <st-message-composer label="질문" placeholder="" limit="${PROMPT_LIMIT}" draft="ai"></st-message-composer>
      </footer>`);
    this.#listen(talk);
    this.ready = this.#open(talk);
    this.#choose(0);
  }

  /** @param {TutorTalk} talk */
  #listen(talk) {
    const { signal } = this;
    talk.addEventListener("change", () => this.#draw(talk), { signal });
    this.on("click", "[data-mode]", (_, chip) => this.#choose(Number(chip.dataset.mode)));
    this.on("click", "[data-example]", (_, chip) => this.#write(chip.textContent));
    this.on("click", "[data-retry]", (_, button) => report(talk.retry(turnIdOf(button))));
    this.on("click", "[data-copy]", (_, button) => this.#copy(talk, turnIdOf(button)));
    this.on("click", "[data-clear]", () => clear(talk));
    const send = (/** @type {any} */ event) => this.#ask(talk, event.detail.text);
    this.addEventListener("st-message-composer:send", send, { signal });
  }

  /** @param {TutorTalk} talk */
  async #open(talk) {
    if (session.isLoggedIn) {
      await loadInto(this.find(".content"), {
        load: () => talk.load(),
        show: () =>
          html`<div class="talk" role="log" aria-label="튜터와 나눈 이야기" aria-busy="true"><ol class="turns"></ol></div>`,
        shown: () => {
          this.#draw(talk);
          // The history is there to be read; only what comes from now on is spoken.
          requestAnimationFrame(() => this.find(".talk").removeAttribute("aria-busy"));
        },
        signal: this.signal,
      });
    } else render(this.find(".content"), greeting());
    this.#showExamples();
    scrollTo(0, document.documentElement.scrollHeight);
    const asked = this.query.get("q");
    // A reload after the answer must not offer the same question again.
    if (asked && talk.turns.at(-1)?.prompt !== asked) this.#write(asked);
  }

  /** @param {string} text */
  #write(text) {
    this.#composer.text = text;
    this.#composer.focus();
  }

  /** @param {number} index */
  #choose(index) {
    this.#choice = MODES[index];
    this.querySelectorAll("[data-mode]").forEach((chip, at) => {
      chip.ariaPressed = String(at === index);
    });
    this.find("textarea").placeholder = this.#choice.placeholder;
    this.#showExamples();
  }

  #showExamples() {
    const list = this.querySelector(".examples");
    if (!list) return;
    const { examples } = this.#choice;
    render(
      list,
      html`${examples.map((text) => html`<li><button class="st-chip" type="button" data-example>${text}</button></li>`)}`,
    );
  }

  /** @param {TutorTalk} talk */
  #draw(talk) {
    const { turns, question, isWaiting } = talk;
    const list = this.querySelector(".turns");
    if (!list) return;
    const isEmpty = turns.length === 0 && question === null;
    const items = turns.map((turn) => ({ key: turn.id, markup: turnMarkup(turn, talk.reasonOf(turn.id)) }));
    if (question !== null) items.push({ key: 0, markup: askedMarkup(question) });
    updateList(list, items);
    this.find("[data-clear]").hidden = turns.length === 0;
    this.#composer.busy = isWaiting;
    this.#greet(isEmpty);
  }

  /** @param {boolean} isEmpty */
  #greet(isEmpty) {
    const shown = this.querySelector(".welcome");
    if (isEmpty === (shown !== null)) return;
    if (shown) shown.remove();
    else {
      const place = document.createElement("div");
      render(place, greeting());
      this.find(".content").append(...place.childNodes);
      this.#showExamples();
    }
  }

  /** @param {TutorTalk} talk @param {string} prompt */
  async #ask(talk, prompt) {
    if (!session.isLoggedIn) {
      this.#composer.text = prompt; // Its draft waits for the way back.
      await navigate(`/login?${new URLSearchParams({ next: "/ai" })}`);
      return;
    }
    const asking = talk.ask(prompt, this.#choice.mode);
    this.#showEnd();
    if (!(await report(asking))) this.#composer.text ||= prompt;
    else this.#showAnswer();
  }

  #showEnd() {
    scrollTo({ top: document.documentElement.scrollHeight });
  }

  /** An answer is read from its beginning: the question goes to the top. */
  #showAnswer() {
    this.querySelector(".turn:last-child")?.scrollIntoView({ block: "start" });
  }

  /** @param {TutorTalk} talk @param {number} id */
  async #copy(talk, id) {
    const turn = talk.turns.find((one) => one.id === id);
    const isDone = await copyText(turn?.response ?? "");
    toast(
      isDone ? "답변을 복사했어요." : "복사하지 못했어요. 길게 눌러 복사해 주세요.",
      isDone ? "ok" : "error",
    );
  }

  /** @returns {import("../components/message-composer.js").StMessageComposer} */
  get #composer() {
    return this.find("st-message-composer");
  }
}

/** @param {Element} button */
const turnIdOf = (button) => Number(/** @type {HTMLElement} */ (button.closest("[data-turn]")).dataset.turn);

/** Says what went wrong; resolves to whether all went well. @param {Promise<unknown>} work */
async function report(work) {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof ApiError) toast(error.message, "error");
    else if (!isAbort(error)) throw error;
    return false;
  }
}

/** @param {TutorTalk} talk */
async function clear(talk) {
  const isDone = await confirmDialog({
    title: "대화를 모두 지울까요?",
    body: "튜터와 나눈 이야기가 모두 사라지고 되돌릴 수 없어요.",
    confirmLabel: "모두 지우기",
    danger: true,
    work: () => talk.clear(),
  });
  if (isDone) toast("대화를 모두 지웠어요.");
}

customElements.define("st-ai-page", StAiPage);
