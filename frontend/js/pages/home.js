/** Home: what is going on right now, and a place to ask at once. */
import "../components/icon.js";
import { emptyState } from "../components/state.js";
import { api } from "../lib/api.js";
import { StPage } from "../lib/element.js";
import { html, render } from "../lib/html.js";
import { loadInto } from "../lib/loader.js";
import { navigate } from "../lib/router.js";
import { session } from "../lib/session.js";
import {
  dateRows,
  greeting,
  memos,
  noDates,
  noDatesForStaff,
  noticeRows,
  postRows,
  rooms,
  tiles,
  waitingDates,
  waitingMemos,
  waitingNotices,
  waitingRooms,
  waitingRows,
} from "./home-parts.js";

const EXAMPLES = ["미분이 뭐예요?", "면접 예상 질문 뽑아 줘", "수시 6장 전략"];

/** @param {string} href @param {string} text */
const write = (href, text) => html`<a class="st-button is-primary" href="${href}">${text}</a>`;

/** What the page shows live: a heading, mostly with a way to the whole, and a list. */
const SECTIONS = [
  {
    name: "dates",
    title: "다가오는 일정",
    path: "/schedule/",
    query: { page_size: 20 }, // of which a few are shown
    show: dateRows,
    loading: waitingDates,
    nothing: noDates,
  },
  {
    name: "notices",
    title: "공지",
    path: "/notices/",
    query: { page_size: 3 },
    show: noticeRows,
    loading: waitingNotices,
  },
  {
    name: "hot",
    title: "지금 인기 있는 글",
    more: { href: "/free?hot=true", text: "인기글" },
    path: "/post/hot/",
    query: { page_size: 6 },
    show: postRows,
    loading: waitingRows,
    nothing: emptyState({
      heading: "아직 인기글이 없어요",
      text: "마음에 드는 글에 하트를 눌러 주세요. 반응이 모이면 여기에 올라와요.",
      icon: "flame",
      action: html`<a class="st-button" href="/free">글 보러 가기</a>`,
    }),
  },
  {
    name: "free",
    title: "방금 올라온 이야기",
    more: { href: "/free", text: "자유게시판" },
    path: "/post/",
    query: { page_size: 6 },
    show: postRows,
    loading: waitingRows,
    nothing: emptyState({
      heading: "아직 글이 없어요",
      text: "오늘 있었던 일을 처음으로 들려주세요.",
      icon: "pencil",
      action: write("/free/write", "첫 글 쓰기"),
    }),
  },
  {
    name: "study",
    title: "새 입시정보",
    more: { href: "/study", text: "입시정보" },
    path: "/study/",
    query: { page_size: 4 },
    show: memos,
    loading: waitingMemos,
    nothing: emptyState({
      heading: "아직 정보가 없어요",
      text: "알고 있는 소식을 나눠 주세요.",
      icon: "cap",
      action: write("/study/write", "정보 나누기"),
    }),
  },
  {
    name: "chat",
    title: "지금 채팅",
    more: { href: "/chat", text: "채팅" },
    path: "/chat/rooms/",
    query: {},
    show: rooms,
    loading: waitingRooms,
    nothing: emptyState({ heading: "열린 방이 없어요", icon: "chat" }),
  },
];

class StHomePage extends StPage {
  connected() {
    this.render(html`<header class="hello">${greeting(session)}</header>
      <form class="ask" aria-label="AI 튜터에게 묻기">
        <label for="home-ask"><st-icon name="sparkle"></st-icon>AI 튜터에게 바로 물어보세요</label>
        <div class="line">
          <input class="st-input" id="home-ask" name="q" maxlength="2000" placeholder="모르는 문제, 면접 준비, 진로 고민…" autocomplete="off" enterkeyhint="send" />
          <button class="st-button is-primary" aria-label="물어보기"><st-icon name="send"></st-icon></button>
        </div>
        <p class="examples">
          ${EXAMPLES.map((text) => html`<a class="st-chip" href="/ai?${new URLSearchParams({ q: text })}">${text}</a>`)}
        </p>
      </form>
      ${SECTIONS.map(
        ({ name, title, more }) => html`<section class="live ${name}" aria-labelledby="home-${name}">
          <div class="split">
            <h2 id="home-${name}">${title}</h2>
            ${more && html`<a class="more" href="${more.href}">${more.text}<st-icon name="chevron-right"></st-icon></a>`}
          </div>
          <div class="list"></div>
        </section>`,
      )}
      <section aria-labelledby="home-services">
        <h2 id="home-services">스쿨톡스에서 할 수 있는 것</h2>
        ${tiles}
        <p class="questions">궁금한 게 있나요? <a href="/help">자주 묻는 질문</a>에 답이 있을지도 몰라요.</p>
      </section>`);
    this.on("submit", ".ask", (event, form) => {
      event.preventDefault();
      const question = form.elements.q.value.trim();
      if (question) navigate(`/ai?${new URLSearchParams({ q: question })}`);
      else form.elements.q.focus();
    });
    this.ready = Promise.all([this.#greet(), ...SECTIONS.map((section) => this.#fill(section))]);
  }

  /** The name may come after the page. */
  async #greet() {
    const known = session.user;
    const user = await session.profile().catch(() => null);
    if (user !== known && !this.signal.aborted)
      this.find("h1").textContent = `${user?.nickname}님, 안녕하세요`;
  }

  /** A section that has nothing to say and nothing to suggest folds away. @param {typeof SECTIONS[number]} section */
  #fill({ name, path, query, show, loading, nothing }) {
    const list = this.find(`.${name} .list`);
    return loadInto(list, {
      load: () => api.get(path, { query, signal: this.signal }),
      show: ({ results }) => {
        list.parentElement.hidden = results.length === 0;
        return show(results);
      },
      empty: ({ results }) => {
        if (results.length === 0 && name === "dates") this.#askStaff(list);
        return results.length === 0 && (nothing ?? false);
      },
      loading,
      signal: this.signal,
    });
  }

  /** Students can't do anything about an empty schedule. @param {HTMLElement} list */
  async #askStaff(list) {
    const user = await session.profile().catch(() => null);
    if (user?.is_staff && !this.signal.aborted) render(list, noDatesForStaff);
  }
}

customElements.define("st-home-page", StHomePage);
