/** The forms in which a post is written and edited. */
import "../components/anonymity-switch.js";
import "../components/field.js";
import "../components/file-picker.js";
import "../components/icon.js";
import "../components/preview.js";
import { POST_MAX_LENGTH, TITLE_MAX_LENGTH } from "../lib/boards.js";
import { html } from "../lib/html.js";

/** @typedef {import("../lib/boards.js").Board} Board */

const MARKS = [
  ["## 작은 제목", "작은 제목"],
  ["**굵게**", "굵은 글씨"],
  ["- 국어\n- 수학", "점 목록 (1. 을 쓰면 번호 목록)"],
  ["> 옮긴 말", "인용"],
  ["`코드`", "코드"],
  ["[이름](https://…)", "링크"],
  ["$x^2 + 1$", "수식 ($$…$$ 는 가운데에 크게)"],
  ["| 과목 | 등급 |\n|---|---|\n| 국어 | 2 |", "표"],
];

const help = html`<details class="marks">
  <summary>글 꾸미는 법<st-icon name="chevron-down"></st-icon></summary>
  <dl>
    ${MARKS.map(([mark, meaning]) => html`<div><dt>${meaning}</dt><dd><code>${mark}</code></dd></div>`)}
  </dl>
</details>`;

/** @param {Board} board @param {import("../lib/boards.js").Post} [written] */
const fields = ({ titleExample, api }, written) => html`
  <st-field label="제목" counter>
    <input name="title" value="${written?.title}" required maxlength="${TITLE_MAX_LENGTH}" placeholder="예: ${titleExample}" autocomplete="off" enterkeyhint="next" />
  </st-field>
  <st-preview>
    <st-field label="내용" counter hint="쓰는 동안 이 기기에 저장돼요.">
      <textarea name="content" required maxlength="${POST_MAX_LENGTH}" rows="12">${written?.content}</textarea>
    </st-field>
  </st-preview>
  <p class="st-unstored" data-unstored role="status" hidden>이 기기에 저장할 자리가 없어요. 올리기 전에는 창을 닫지 마세요.</p>
  ${help}
  ${written ? html`<st-file-picker path="${api}${written.id}/attachment/"></st-file-picker>` : html`<st-file-picker></st-file-picker>`}
  <p class="st-form-error" role="alert" hidden></p>`;

/** @param {Board} board */
export const writeForm = (board) => html`<h1>글쓰기</h1>
  <form class="st-card stack" novalidate>
    ${fields(board)}
    <st-anonymity-switch hint="이름 대신 ‘익명’으로 보이고, 올린 뒤에는 바꿀 수 없어요."></st-anonymity-switch>
    <div class="buttons">
      <a class="st-button is-plain" href="/${board.name}">나가기</a>
      <button class="st-button is-primary">올리기</button>
    </div>
  </form>`;

/** @param {Board} board @param {import("../lib/boards.js").Post} post */
export const editForm = (board, post) => html`<h1>글 고치기</h1>
  <form class="st-card stack" novalidate>
    ${fields(board, post)}
    <div class="buttons">
      <button class="st-button is-plain" type="button" data-cancel>취소</button>
      <button class="st-button is-primary">저장하기</button>
    </div>
  </form>`;

/** @param {string[]} names  of files whose contents no draft keeps */
export const missingNotice = (names) => html`<p class="missing" role="status">
  <st-icon name="clip"></st-icon><span>사진·파일은 다시 골라 주세요: ${names.join(", ")}</span>
  <button class="st-icon-button" type="button" data-close aria-label="알림 닫기"><st-icon name="close"></st-icon></button>
</p>`;

/** @param {boolean} isEdit */
export const restoredNotice = (isEdit) => html`<p class="restored" role="status">
  <st-icon name="clock"></st-icon><span>쓰던 글을 불러왔어요.</span>
  <button type="button" data-discard>${isEdit ? "원래 글로" : "지우기"}</button>
</p>`;
