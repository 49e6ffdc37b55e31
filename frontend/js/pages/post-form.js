/** The forms in which a post is written and edited. */
import "../components/anonymity-switch.js";
import "../components/field.js";
import "../components/file-picker.js";
import "../components/icon.js";
import "../components/poll-fields.js";
import "../components/preview.js";
import { POST_MAX_LENGTH, TITLE_MAX_LENGTH } from "../lib/boards.js";
import { html } from "../lib/html.js";
import { ADMISSION_TYPES, detailLines, schoolYears, yearName } from "../lib/post-details.js";

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

const help = html`<details class="folded marks">
  <summary>글 꾸미는 법<st-icon name="chevron-down"></st-icon></summary>
  <dl>
    ${MARKS.map(([mark, meaning]) => html`<div><dt>${meaning}</dt><dd><code>${mark}</code></dd></div>`)}
  </dl>
</details>`;

/** @param {readonly (string | number)[]} values @param {unknown} chosen @param {(value: any) => string} [say] */
const options = (values, chosen, say = String) =>
  values.map(
    (value) => html`<option value="${value}" ?selected="${value === chosen}">${say(value)}</option>`,
  );

/** @param {Board} board @param {import("../lib/boards.js").Post} [written] */
const tagField = ({ tags }, written) => html`<st-field label="말머리" optional>
  <select name="tag"><option value="">고르지 않음</option>${options(tags, written?.tag)}</select>
</st-field>`;

/** @param {import("../lib/boards.js").Post} [written] */
const admissionFields = (
  written,
) => html`<details class="folded admissions" ?open="${detailLines(written ?? {}).some(([label]) => label !== "말머리")}">
  <summary><span>학년도·대학·전형 <span class="optional">선택</span></span><st-icon name="chevron-down"></st-icon></summary>
  <p>적어 두면 찾기 쉽고, 기한이 지나면 읽는 친구에게 알려 줘요.</p>
  <div class="grid">
    <st-field label="학년도">
      <select name="school_year"><option value="">고르지 않음</option>${options(schoolYears(new Date(), written?.school_year), written?.school_year, yearName)}</select>
    </st-field>
    <st-field label="유효 기한" hint="이날까지 맞는 이야기예요.">
      <input type="date" name="valid_until" value="${written?.valid_until}" min="2000-01-01" max="2100-12-31" />
    </st-field>
    <st-field label="대학">
      <input name="university" value="${written?.university}" maxlength="40" placeholder="예: 한빛대학교" autocomplete="off" />
    </st-field>
    <st-field label="전형">
      <input name="admission_type" value="${written?.admission_type}" maxlength="40" placeholder="예: 학생부종합" list="admission-types" autocomplete="off" />
    </st-field>
  </div>
  <datalist id="admission-types">${ADMISSION_TYPES.map((name) => html`<option value="${name}"></option>`)}</datalist>
  <st-field label="출처" hint="모집요강이나 기사처럼, 어디에서 봤는지 주소를 적어 주세요.">
    <input type="url" name="source_url" value="${written?.source_url}" maxlength="500" placeholder="https://" inputmode="url" autocomplete="off" title="https:// 로 시작하는 주소를 적어 주세요." />
  </st-field>
</details>`;

/** @param {Board} board @param {import("../lib/boards.js").Post} [written] */
const fields = (board, written) => html`
  ${tagField(board, written)}
  <st-field label="제목" counter>
    <input name="title" value="${written?.title}" required maxlength="${TITLE_MAX_LENGTH}" placeholder="예: ${board.titleExample}" autocomplete="off" enterkeyhint="next" />
  </st-field>
  <st-preview>
    <st-field label="내용" counter hint="쓰는 동안 이 기기에 저장돼요.">
      <textarea name="content" required maxlength="${POST_MAX_LENGTH}" rows="12">${written?.content}</textarea>
    </st-field>
  </st-preview>
  ${board.isAboutAdmissions && admissionFields(written)}
  ${!written && html`<st-poll-fields></st-poll-fields>`}
  <p class="st-unstored" data-unstored role="status" hidden>이 기기에 저장할 자리가 없어요. 올리기 전에는 창을 닫지 마세요.</p>
  ${help}
  ${written ? html`<st-file-picker path="${board.api}${written.id}/attachment/"></st-file-picker>` : html`<st-file-picker></st-file-picker>`}
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
