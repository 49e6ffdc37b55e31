/** The markup of the home page's parts. */
import "../components/d-day.js";
import "../components/icon.js";
import { postMemo } from "../components/post-memo.js";
import { postRow } from "../components/post-row.js";
import { urlFor } from "../lib/api.js";
import { postHref } from "../lib/boards.js";
import { html } from "../lib/html.js";
import { daySpan, soonest } from "../lib/key-dates.js";
import { shortCount } from "../lib/korean.js";
import { timeTag } from "../lib/time.js";

const DATES_SHOWN = 4;
const SERVICES = [
  { href: "/free", icon: "board", name: "자유게시판", text: "급식부터 고민까지, 아무 이야기나" },
  { href: "/study", icon: "cap", name: "입시정보", text: "수시, 정시, 면접 소식을 메모처럼" },
  { href: "/chat", icon: "chat", name: "실시간 채팅", text: "로그인 없이, 그날의 이름으로" },
  { href: "/ai", icon: "sparkle", name: "AI 튜터", text: "모르는 문제를 차근차근" },
];

/** @param {typeof import("../lib/session.js").session} session */
export const greeting = ({ isLoggedIn, user }) =>
  isLoggedIn
    ? html`<h1>${user?.nickname ? `${user.nickname}님, 안녕하세요` : "안녕하세요"}</h1>`
    : html`<div class="banner">
        <h1>오늘 하루, 여기서 털어놔요</h1>
        <p>급식 이야기도, 수시 고민도. 또래 고등학생이 듣고 답해 줘요.</p>
        <p class="ways">
          <a class="st-button" href="/signup">1분 만에 가입하기</a>
          <a class="st-button is-plain" href="/free">먼저 둘러보기</a>
        </p>
      </div>`;

/** Skeletons of the lists' own shapes: what lies below does not jump when the lists arrive. @param {string} kind @param {number} count */
const waiting = (kind, count) => html`<span class="visually-hidden" role="status">불러오는 중이에요</span>
  <ul class="${kind}" aria-hidden="true">
    ${Array.from(
      { length: count },
      () =>
        html`<li class="waiting"><span class="st-skeleton"></span><span class="st-skeleton is-short"></span></li>`,
    )}
  </ul>`;

export const waitingRows = waiting("st-card rows", 6);
export const waitingDates = waiting("st-card rows", DATES_SHOWN);
export const waitingNotices = waiting("st-card rows", 3);
export const waitingMemos = waiting("st-post-memos", 4);
export const waitingRooms = waiting("rooms", 3);

const FEED = urlFor("/schedule/calendar.ics");

/** @param {import("../lib/key-dates.js").KeyDate[]} dates */
export const dateRows = (dates) => html`<ul class="st-card rows">
    ${soonest(dates, DATES_SHOWN).map(
      ({ title, starts_on, ends_on, source_url }) => html`<li>
        <st-d-day data-starts="${starts_on}" data-ends="${ends_on}"></st-d-day>
        <div>
          <strong>${title}</strong>
          <span class="about">${daySpan(starts_on, ends_on)}${source_url && html` · <a href="${source_url}" target="_blank" rel="noopener noreferrer nofollow">출처<span class="visually-hidden">: ${title}</span></a>`}</span>
        </div>
      </li>`,
    )}
  </ul>
  <p class="feed">
    <a href="${FEED.href.replace(/^https?/, "webcal")}">내 캘린더에 구독하기</a><a href="${FEED}" download>파일로 받기</a>
  </p>`;

export const noDates = html`<p class="st-card quiet">아직 올라온 일정이 없어요. 오늘은 오늘 할 일만 해도 충분해요.</p>`;

export const noDatesForStaff = html`<p class="st-card quiet">
  다가오는 일정이 없어요. 학생들이 볼 수 있게 <a href="${urlFor("/admin/schedule/keydate/add/")}">일정을 올려 주세요</a>.
</p>`;

/** @param {import("../lib/boards.js").PostSummary[]} posts */
export const noticeRows = (posts) => html`<ul class="st-card rows">
  ${posts.map(
    (post) => html`<li>
      <st-icon name="pin"></st-icon><a class="stretched-link" href="${postHref(post)}">${post.title}</a>${timeTag(post.created_at)}
    </li>`,
  )}
</ul>`;

/** @param {import("../lib/boards.js").PostSummary[]} posts */
export const postRows = (posts) => html`<ul class="st-card rows">${posts.map((post) => postRow(post))}</ul>`;

/** @param {import("../lib/boards.js").PostSummary[]} posts */
export const memos = (posts) => html`<ul class="st-post-memos">${posts.map((post) => postMemo(post))}</ul>`;

/** @param {any[]} list */
export const rooms = (list) => html`<ul class="rooms">
  ${list.map(
    (room) => html`<li>
      <a class="st-card" href="/chat/${room.slug}">
        <span class="split">
          <strong>${room.name}</strong>
          <span class="present ${room.present > 0 ? "is-lively" : ""}">${room.present > 0 ? `${shortCount(room.present)}명 접속` : "조용해요"}</span>
        </span>
        <span class="about">${room.description}</span>
      </a>
    </li>`,
  )}
</ul>`;

export const tiles = html`<ul class="tiles">
  ${SERVICES.map(
    ({ href, icon, name, text }) => html`<li>
      <a class="st-card" href="${href}">
        <span class="mark"><st-icon name="${icon}"></st-icon></span>
        <strong>${name}</strong>
        <span class="about">${text}</span>
      </a>
    </li>`,
  )}
</ul>`;
