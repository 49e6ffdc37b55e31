/** The fields that sign-up and profile share. */
import "../components/availability.js";
import "../components/field.js";
import { html } from "../lib/html.js";

const GRADES = [1, 2, 3];

/** @typedef {import("../lib/session.js").Profile} Profile */

/** @param {Partial<Profile>} user */
export const nicknameField = ({ nickname }) => html`
  <st-field label="닉네임" hint="글과 댓글에 보이는 이름이에요. 본명은 쓰지 않는 게 좋아요.">
    <input name="nickname" value="${nickname}" required maxlength="20" autocomplete="nickname" />
    <st-availability></st-availability>
  </st-field>`;

/** @param {Partial<Profile>} user */
export const schoolFields = ({ school_name, grade: own }) => html`
  <div class="row">
    <st-field label="학교" optional>
      <input name="school_name" value="${school_name}" maxlength="50" autocomplete="organization" placeholder="예: 한빛고등학교" />
    </st-field>
    <st-field label="학년" optional>
      <select name="grade">
        <option value="">없음</option>
        ${GRADES.map((grade) => html`<option value="${grade}" ?selected="${grade === own}">${grade}학년</option>`)}
      </select>
    </st-field>
  </div>`;

/** @param {Partial<Profile>} user */
export const aboutFields = (user) => html`
  <st-field label="이름" optional hint="나만 볼 수 있어요.">
    <input name="name" value="${user.name}" maxlength="30" autocomplete="name" />
  </st-field>
  ${schoolFields(user)}
  <st-field label="소개" optional counter hint="프로필에 보여요.">
    <textarea name="about_me" maxlength="500" rows="3">${user.about_me}</textarea>
  </st-field>`;

/** @param {string} version */
export const consentFields = (version) => html`<div class="terms">
  <details>
    <summary>이용약관, 이것만은 알아 두세요<st-icon name="chevron-down"></st-icon></summary>
    <ul>
      <li>로그인과 글쓰기에 필요한 정보만 받아요. ‘선택’이라고 적힌 것은 쓰지 않아도 돼요.</li>
      <li>다른 사람에게는 닉네임과 소개, 사진만 보여요. 학교와 학년은 직접 켰을 때만 보여요.</li>
      <li>남을 괴롭히거나 누군가의 개인정보를 올리면 글이 지워지고 이용이 멈출 수 있어요.</li>
      <li>언제든 탈퇴할 수 있어요. 7일 안에는 되돌릴 수 있고, 그 뒤에는 개인정보가 모두 지워져요.</li>
    </ul>
    <p class="version">이용약관 ${version}</p>
  </details>
  <st-field>
    <label class="st-check"><input type="checkbox" name="agreed_terms" required />이용약관을 읽었고 동의해요</label>
  </st-field>
  <st-field>
    <label class="st-check"><input type="checkbox" name="is_over_14" required />만 14세 이상이에요</label>
  </st-field>
</div>`;

/**
 * What a form's values are in a request: an unchosen grade is null, and a picture makes it multipart.
 * @param {Record<string, any>} values as `readForm` gives them
 * @param {File | null} [picture]  chosen, taken away (null), or left as it is
 * @returns {{ json: object, asAsker: true } | { form: FormData, asAsker: true }}  an `email_code` may be in it
 */
export function requestOf({ grade, ...rest }, picture) {
  const values = grade === undefined ? rest : { ...rest, grade: grade ? Number(grade) : null };
  if (!(picture instanceof File)) {
    return { json: picture === null ? { ...values, profile_picture: null } : values, asAsker: true };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, String(value ?? ""));
  form.set("profile_picture", picture);
  return { form, asAsker: true };
}
