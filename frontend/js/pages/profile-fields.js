/** The fields that sign-up and profile share. */
import { html } from "../lib/html.js";

const GRADES = [1, 2, 3];

/** @param {Partial<import("../lib/session.js").Profile>} user */
export const aboutFields = (user) => html`
  <st-field label="이름" optional hint="나만 볼 수 있어요.">
    <input name="name" value="${user.name}" maxlength="30" autocomplete="name" />
  </st-field>
  <div class="row">
    <st-field label="학교" optional>
      <input name="school_name" value="${user.school_name}" maxlength="50" autocomplete="organization" placeholder="예: 한빛고등학교" />
    </st-field>
    <st-field label="학년" optional>
      <select name="grade">
        <option value="">고르지 않음</option>
        ${GRADES.map((grade) => html`<option value="${grade}" ?selected="${grade === user.grade}">${grade}학년</option>`)}
      </select>
    </st-field>
  </div>
  <st-field label="소개" optional counter hint="프로필에 보여요.">
    <textarea name="about_me" maxlength="500" rows="3">${user.about_me}</textarea>
  </st-field>
  <st-field label="이메일" optional hint="나만 볼 수 있어요.">
    <input name="email" type="email" value="${user.email}" maxlength="254" autocomplete="email" autocapitalize="none" />
  </st-field>`;

/**
 * A form's values as the API takes them: an unchosen grade is null.
 * @param {Record<string, any>} values
 */
export const ownTexts = ({ grade, ...rest }) => ({ ...rest, grade: grade ? Number(grade) : null });
